package org.publicdatamesh.catalog.element;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.element.Known.Datum;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Keeps the items of published entries among what is known, in the transaction of their publication. The database notes each version
 * that is published in {@code unread_entry} until that is done; what was published before that was kept is caught up with, and so is
 * everything when a migration that comes with another way to read names notes all entries there.
 */
@ApplicationScoped
class PublishedItems implements EntryFollower {
    private static final int PART = 200;

    private final Mutiny.SessionFactory sessions;
    private final KnownData known;

    PublishedItems(Mutiny.SessionFactory sessions, KnownData known) {
        this.sessions = sessions;
        this.known = known;
    }

    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return session.flush()
                .chain(() -> read(session, List.of(entryId)))
                .chain(() -> PublishedEntries.some(session, List.of(entryId)))
                .chain(entries -> keep(session, entries));
    }

    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return forget(session, entryId);
    }

    /** Of the wordings those that nothing has any more go when all that is erased with it is, see {@link ElementTexts#erased}. */
    @Override
    public Uni<Void> withheld(Mutiny.Session session, UUID entryId) {
        return forget(session, entryId);
    }

    private Uni<Void> forget(Mutiny.Session session, UUID entryId) {
        return read(session, List.of(entryId)).chain(() -> known.remove(session, Kind.ITEM, List.of(entryId)));
    }

    /** Waits for whoever reads them at the moment, so that what they keep is not kept after what follows this. */
    private static Uni<Void> read(Mutiny.Session session, List<UUID> ids) {
        return SessionSql.update(
                        session, "delete from unread_entry where entry_id = any($1)", (Object) ids.toArray(UUID[]::new))
                .replaceWithVoid();
    }

    private Uni<Void> keep(Mutiny.Session session, List<PublishedEntry> entries) {
        Map<UUID, List<Datum>> items = new HashMap<>();
        for (PublishedEntry entry : entries) {
            items.put(
                    entry.id(),
                    entry.content().items().stream()
                            .map(item -> new Datum(
                                    item.name(), entry.unit(), item.label(), Wording.of(item), item.standard()))
                            .toList());
        }
        return known.put(session, Kind.ITEM, items, null);
    }

    @Scheduled(every = "10m", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> catchUp() {
        return Multi.createBy()
                .repeating()
                .uni(() -> sessions.withTransaction(this::part))
                .whilst(part -> part == PART)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Published items are caught up with later."))
                .onFailure()
                .recoverWithNull();
    }

    /** Reads what is published and not known yet, before something is decided by it; there is none but after an update. */
    Uni<Void> complete(Mutiny.Session session) {
        return Multi.createBy()
                .repeating()
                .uni(() -> part(session))
                .whilst(part -> part == PART)
                .onItem()
                .ignoreAsUni();
    }

    private Uni<Integer> part(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        "select entry_id from unread_entry order by entry_id limit " + PART + " for update",
                        columns -> (UUID) columns[0])
                .chain(ids -> ids.isEmpty()
                        ? Uni.createFrom().item(0)
                        : PublishedEntries.some(session, ids)
                                .chain(entries -> keep(session, entries))
                                .chain(() -> read(session, ids))
                                .replaceWith(ids.size()));
    }
}
