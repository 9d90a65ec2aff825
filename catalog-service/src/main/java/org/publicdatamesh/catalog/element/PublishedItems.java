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
 * Keeps the items of published entries among what is known, in the transaction of their publication; what was published before
 * that was kept, or was read by other terms, is caught up with.
 */
@ApplicationScoped
class PublishedItems implements EntryFollower {
    /** Raised when names are read in another way: all entries are read anew. */
    private static final int EDITION = 1;

    private static final int PART = 200;

    private final Mutiny.SessionFactory sessions;
    private final KnownData known;

    PublishedItems(Mutiny.SessionFactory sessions, KnownData known) {
        this.sessions = sessions;
        this.known = known;
    }

    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return PublishedEntries.some(session, List.of(entryId)).chain(entries -> keep(session, entries));
    }

    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return known.remove(session, Kind.ITEM, List.of(entryId));
    }

    /** Of the wordings those that nothing has any more go when all that is erased with it is, see {@link ElementTexts#erased}. */
    @Override
    public Uni<Void> withheld(Mutiny.Session session, UUID entryId) {
        return known.remove(session, Kind.ITEM, List.of(entryId));
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
        return known.put(session, Kind.ITEM, items, null)
                .chain(() -> SessionSql.update(
                        session,
                        "insert into known_entry as k (entry_id, version, edition)"
                                + " select id, version, $3::int from unnest($1::uuid[], $2::int[]) as e(id, version)"
                                + " on conflict (entry_id) do update set version = excluded.version, edition = excluded.edition",
                        entries.stream().map(PublishedEntry::id).toArray(UUID[]::new),
                        entries.stream().map(PublishedEntry::version).toArray(Integer[]::new),
                        EDITION))
                .replaceWithVoid();
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
                        "select e.id from entry e left join known_entry k on k.entry_id = e.id"
                                + " where e.live_version is not null and e.state not in ('RETIRED', 'WITHHELD')"
                                + " and (k.entry_id is null or k.version <> e.live_version or k.edition <> $1)"
                                + " order by e.id limit " + PART + " for share of e skip locked",
                        columns -> (UUID) columns[0],
                        EDITION)
                .chain(ids -> PublishedEntries.some(session, ids))
                .chain(entries -> entries.isEmpty()
                        ? Uni.createFrom().item(0)
                        : keep(session, entries).replaceWith(entries.size()));
    }
}
