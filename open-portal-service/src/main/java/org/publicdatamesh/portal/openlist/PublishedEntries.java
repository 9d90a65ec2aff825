package org.publicdatamesh.portal.openlist;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.portal.OpenItemListed;
import org.publicdatamesh.kit.event.portal.OpenItemWithdrawn;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** Puts open entries on the list, and takes away those whose newer version is not open. */
@ApplicationScoped
class PublishedEntries implements EventHandler<EntryPublished> {
    private final Outbox outbox;
    private final InstantSource clock;

    PublishedEntries(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Class<EntryPublished> event() {
        return EntryPublished.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<EntryPublished> event) {
        EntryPublished entry = event.data();
        return session.createNativeQuery(
                        "select version, open_type, open_since, withdrawn_at from open_item where entry_id = :id"
                                + " for update",
                        Object[].class)
                .setParameter("id", entry.entryId())
                .getResultList()
                .chain(rows -> {
                    if (!rows.isEmpty() && (Integer) rows.getFirst()[0] >= entry.version()) {
                        return Uni.createFrom().voidItem();
                    }
                    Openness before = rows.isEmpty() ? Openness.NONE : openness(rows.getFirst());
                    return replace(session, before, event);
                });
    }

    private static Openness openness(Object[] row) {
        return new Openness(
                OpenType.valueOf((String) row[1]),
                (Integer) row[2],
                row[3] == null ? null : ((OffsetDateTime) row[3]).toInstant());
    }

    private Uni<Void> replace(Mutiny.Session session, Openness before, Envelope<EntryPublished> event) {
        EntryPublished entry = event.data();
        Instant now = clock.instant();
        Openness after = before.published(entry.version(), entry.openType(), now);
        Uni<Void> done = save(session, entry, after, now);
        if (before.closesWith(entry.openType())) {
            done = done.chain(() -> dropReleases(session, entry.entryId(), entry.version(), now))
                    .chain(() -> publish(
                            session,
                            event,
                            new OpenItemWithdrawn(
                                    entry.entryId(), entry.version(), entry.name(), entry.unit(), entry.openType())));
        }
        if (after.listed()) {
            done = done.chain(() -> publish(
                    session,
                    event,
                    new OpenItemListed(
                            entry.entryId(), entry.version(), entry.name(), entry.unit(), entry.openType())));
        }
        return done;
    }

    private Uni<Void> publish(Mutiny.Session session, Envelope<EntryPublished> cause, MeshEvent event) {
        return outbox.publish(session, cause.data().entryId().toString(), event, cause.traceparent());
    }

    /**
     * Rows of what is no longer open do not stay: the releases' sweep deletes them.
     *
     * @param before rows that were released for versions before this one
     */
    static Uni<Void> dropReleases(Mutiny.Session session, UUID entry, int before, Instant now) {
        return session.createNativeQuery("update release set state = 'SUPERSEDED', superseded_at = :at"
                        + " where entry_id = :id and state <> 'SUPERSEDED' and entry_version < :version")
                .setParameter("at", now)
                .setParameter("id", entry)
                .setParameter("version", before)
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> save(Mutiny.Session session, EntryPublished entry, Openness openness, Instant now) {
        return session.createNativeQuery(
                        "insert into open_item (entry_id, version, code, name, searched, summary, unit, open_type,"
                                + " update_cycle, items, listed, changed_at, open_since, withdrawn_at) values (:id,"
                                + " :version, :code, :name, :searched, :summary, :unit, :open, :cycle, :items,"
                                + " :listed, :at, nullif(:since, 0), cast(nullif(:withdrawn, '') as timestamptz))"
                                + " on conflict (entry_id) do update set version = excluded.version,"
                                + " code = excluded.code, name = excluded.name, searched = excluded.searched,"
                                + " summary = excluded.summary, unit = excluded.unit,"
                                + " open_type = excluded.open_type, update_cycle = excluded.update_cycle,"
                                + " items = excluded.items, listed = excluded.listed,"
                                + " changed_at = excluded.changed_at, open_since = excluded.open_since,"
                                + " withdrawn_at = excluded.withdrawn_at"
                                + " where open_item.version < excluded.version")
                .setParameter("id", entry.entryId())
                .setParameter("version", entry.version())
                .setParameter("code", entry.code())
                .setParameter("name", EventJson.write(entry.name()))
                .setParameter("searched", searched(entry))
                .setParameter("summary", entry.summary())
                .setParameter("unit", entry.unit())
                .setParameter("open", entry.openType().name())
                .setParameter("cycle", entry.updateCycle().name())
                .setParameter("items", EventJson.write(entry.items()))
                .setParameter("listed", openness.listed())
                .setParameter("at", now)
                .setParameter("since", openness.openSince() == null ? 0 : openness.openSince())
                .setParameter(
                        "withdrawn",
                        openness.withdrawnAt() == null
                                ? ""
                                : openness.withdrawnAt().toString())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static String searched(EntryPublished entry) {
        return Stream.of(entry.name().zh(), entry.name().bo(), entry.name().en(), entry.summary())
                .filter(Objects::nonNull)
                .map(text -> text.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("\n"));
    }
}
