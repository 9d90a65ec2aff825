package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.catalog.resource.ResourceFollower;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/** Notes what happens to published entries, in its transaction: one row, however many watches there are. */
@ApplicationScoped
class Happenings implements EntryFollower, ResourceFollower {
    private final NoticeMaking notices;
    private final InstantSource clock;

    Happenings(NoticeMaking notices, InstantSource clock) {
        this.notices = notices;
        this.clock = clock;
    }

    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        // Published versions keep their numbers; of those that were given up some are missing in between.
        String first = "case when exists (select 1 from entry_version where entry_id = e.id and version < $3)"
                + " then 'REVISED' else 'PUBLISHED' end";
        return note(session, first, entryId, version, null);
    }

    /** A withheld entry is also told as retired; its watches know already. */
    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return SessionSql.select(
                        session,
                        "select 1 from watch_happening where entry_id = $1 and kind = $2",
                        row -> true,
                        entryId,
                        HappeningKind.WITHHELD.name())
                .chain(withheld -> withheld.isEmpty()
                        ? note(session, literal(HappeningKind.RETIRED), entryId, version, null)
                        : Uni.createFrom().voidItem());
    }

    /** Who it leaves can be told only now: afterwards there is nothing that themes and searches could be held against. */
    @Override
    public Uni<Void> withholding(Mutiny.Session session, UUID entryId, int version) {
        return notices.withholding(session, entryId, version);
    }

    /** Notices stay, so that inboxes and digests have no gaps, and say nothing of it any more. What is open is told no more. */
    @Override
    public Uni<Void> withheld(Mutiny.Session session, UUID entryId) {
        return Inbox.lock(session)
                .chain(() -> SessionSql.update(
                        session,
                        "update watch_happening set told = $2, done_at = coalesce(done_at, $4)"
                                + " where entry_id = $1 and kind <> $3 and (told is not null or done_at is null)",
                        entryId,
                        EventJson.write(Told.NOTHING),
                        HappeningKind.WITHHELD.name(),
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> offered(Mutiny.Session session, Resource.View resource) {
        return note(session, literal(HappeningKind.RESOURCE_OFFERED), resource.entryId(), null, resource.id());
    }

    private static String literal(HappeningKind kind) {
        return "'" + kind.name() + "'";
    }

    private Uni<Void> note(
            Mutiny.Session session, String kind, UUID entryId, @Nullable Integer version, @Nullable UUID resourceId) {
        return SessionSql.update(
                        session,
                        "insert into watch_happening (id, kind, entry_id, unit, version, resource_id, at) select $1, "
                                + kind
                                + ", e.id, e.unit, coalesce($3::int, e.live_version), $4, $5 from entry e where e.id = $2",
                        Outbox.newId(),
                        entryId,
                        version,
                        resourceId,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .invoke(rows -> {
                    if (rows != 1) {
                        throw new IllegalStateException("what happened to entry " + entryId + " was not noted");
                    }
                })
                .chain(() -> HappeningSignal.give(session));
    }
}
