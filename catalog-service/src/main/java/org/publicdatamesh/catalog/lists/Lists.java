package org.publicdatamesh.catalog.lists;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntries.Selection;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.AttachedResources;
import org.publicdatamesh.catalog.resource.PoolLoads;

/** Reads the lists from what is published; nothing of them is kept, so that they are always current. */
@ApplicationScoped
public class Lists {
    private final PoolLoads loads;
    private final InstantSource clock;

    Lists(PoolLoads loads, InstantSource clock) {
        this.loads = loads;
        this.clock = clock;
    }

    /** At most {@code limit} entries of a list after an id. */
    Uni<List<ListedEntry>> listed(
            Mutiny.Session session, PublishedList list, @Nullable String unit, UUID after, int limit) {
        return PublishedEntries.after(session, new Selection(list.shareTypes(), unit), after, limit)
                .map(found -> found.stream().map(ListedEntry::of).toList());
    }

    /** At most {@code limit} entries of the inventory after an id. */
    Uni<List<InventoriedEntry>> inventory(Mutiny.Session session, @Nullable String unit, UUID after, int limit) {
        return PublishedEntries.after(session, new Selection(Selection.ALL.shareTypes(), unit), after, limit)
                .chain(found -> inventoried(session, found));
    }

    /** Entries with their resources and the state of each, in the order in which they are given. */
    public Uni<List<InventoriedEntry>> inventoried(Mutiny.Session session, List<PublishedEntry> entries) {
        Instant now = clock.instant();
        List<UUID> ids = entries.stream().map(PublishedEntry::id).toList();
        return AttachedResources.of(session, ids)
                .chain(resources -> loads.of(session, ids).map(loaded -> entries.stream()
                        .map(entry ->
                                InventoriedEntry.of(entry, resources.getOrDefault(entry.id(), List.of()), loaded, now))
                        .toList()));
    }
}
