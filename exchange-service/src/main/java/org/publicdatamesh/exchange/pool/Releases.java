package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.OpenRowsReleased;
import org.publicdatamesh.kit.outbox.Outbox;

/** Releases the rows of open resources to the portal, part by part: one part is in memory at a time. */
@ApplicationScoped
public class Releases {
    private static final int PART_ROWS = 500;
    private static final int PART_BYTES = 400_000;

    private final Outbox outbox;

    Releases(Outbox outbox) {
        this.outbox = outbox;
    }

    /**
     * Publishes all rows of an open resource; nothing where it is not open, or it ended, or its entry is retired or of a grade that may
     * not be open. The resource is locked by the caller.
     */
    public Uni<Void> release(Mutiny.Session session, SharedResource resource) {
        if (!resource.released()) {
            return Uni.createFrom().voidItem();
        }
        UUID release = Outbox.newId();
        PoolTable table = new PoolTable(resource);
        return table.parts(session, PART_BYTES, PART_ROWS).chain(starts -> {
            if (starts.isEmpty()) {
                return publish(session, resource, release, 0, 1, List.of());
            }
            int parts = starts.size();
            return Multi.createFrom()
                    .iterable(IntStream.range(0, parts).boxed().toList())
                    .onItem()
                    .transformToUniAndConcatenate(part -> table.part(
                                    session, starts.get(part), part + 1 == parts ? null : starts.get(part + 1))
                            .chain(rows -> publish(session, resource, release, part, parts, rows)))
                    .collect()
                    .last()
                    .replaceWithVoid();
        });
    }

    private Uni<Void> publish(
            Mutiny.Session session,
            SharedResource resource,
            UUID release,
            int part,
            int parts,
            List<List<@Nullable String>> rows) {
        OpenRowsReleased event = new OpenRowsReleased(
                release,
                resource.id(),
                resource.entryId(),
                resource.entryVersion(),
                part,
                parts,
                resource.items().stream().map(DataItem::name).toList(),
                rows);
        return outbox.publishAll(
                session, List.of(new Outbox.Keyed(resource.entryId().toString(), event)));
    }
}
