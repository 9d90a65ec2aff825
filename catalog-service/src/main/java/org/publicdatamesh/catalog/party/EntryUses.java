package org.publicdatamesh.catalog.party;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantNarrowed;
import org.publicdatamesh.kit.event.exchange.GrantRestored;
import org.publicdatamesh.kit.event.exchange.GrantResumed;
import org.publicdatamesh.kit.event.exchange.GrantSuspended;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** Keeps which units have a grant on the data of an entry, from the exchange's events. Those of one grant come in order. */
final class EntryUses {
    private EntryUses() {}

    /**
     * Grants of an entry that run at a time, by id.
     *
     * @param unit only those that the unit has or provides; all where it is null
     * @param most how many at most
     */
    static Uni<List<Parties.Uses>> running(
            Mutiny.Session session, UUID entry, @Nullable String unit, Instant now, int most) {
        return SessionSql.select(
                session,
                "select consumer, grant_id, resource_id, valid_from, valid_until, suspended from entry_use"
                        + " where entry_id = $1 and not ended and valid_until > $2"
                        + " and ($3::text is null or consumer = $3 or provider = $3) order by grant_id limit $4",
                row -> new Parties.Uses(
                        (String) row[0],
                        (UUID) row[1],
                        (UUID) row[2],
                        ((OffsetDateTime) row[3]).toInstant(),
                        ((OffsetDateTime) row[4]).toInstant(),
                        (Boolean) row[5]),
                entry,
                now.atOffset(ZoneOffset.UTC),
                unit,
                most);
    }

    private static Uni<Void> term(Mutiny.Session session, UUID grant, Instant until) {
        return SessionSql.update(
                        session,
                        "update entry_use set valid_until = $2 where grant_id = $1",
                        grant,
                        until.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    private static Uni<Void> suspended(Mutiny.Session session, UUID grant, boolean suspended) {
        return SessionSql.update(session, "update entry_use set suspended = $2 where grant_id = $1", grant, suspended)
                .replaceWithVoid();
    }

    @ApplicationScoped
    static class Approvals implements EventHandler<ShareApproved> {
        @Override
        public Class<ShareApproved> event() {
            return ShareApproved.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<ShareApproved> event) {
            ShareApproved grant = event.data();
            return SessionSql.update(
                            session,
                            "insert into entry_use (grant_id, entry_id, resource_id, provider, consumer, valid_from,"
                                    + " valid_until) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing",
                            grant.grantId(),
                            grant.entryId(),
                            grant.resourceId(),
                            grant.provider(),
                            grant.consumer(),
                            grant.validFrom().atOffset(ZoneOffset.UTC),
                            grant.validUntil().atOffset(ZoneOffset.UTC))
                    .replaceWithVoid();
        }
    }

    @ApplicationScoped
    static class Narrowings implements EventHandler<GrantNarrowed> {
        @Override
        public Class<GrantNarrowed> event() {
            return GrantNarrowed.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GrantNarrowed> event) {
            return term(session, event.data().grantId(), event.data().validUntil());
        }
    }

    /** A dispute gave a grant that runs its term back; where it had ended, another grant is approved. */
    @ApplicationScoped
    static class Restorations implements EventHandler<GrantRestored> {
        @Override
        public Class<GrantRestored> event() {
            return GrantRestored.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GrantRestored> event) {
            return term(session, event.data().grantId(), event.data().validUntil());
        }
    }

    @ApplicationScoped
    static class Suspensions implements EventHandler<GrantSuspended> {
        @Override
        public Class<GrantSuspended> event() {
            return GrantSuspended.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GrantSuspended> event) {
            return suspended(session, event.data().grantId(), true);
        }
    }

    @ApplicationScoped
    static class Resumptions implements EventHandler<GrantResumed> {
        @Override
        public Class<GrantResumed> event() {
            return GrantResumed.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GrantResumed> event) {
            return suspended(session, event.data().grantId(), false);
        }
    }

    @ApplicationScoped
    static class Ends implements EventHandler<GrantEnded> {
        @Override
        public Class<GrantEnded> event() {
            return GrantEnded.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<GrantEnded> event) {
            return SessionSql.update(
                            session,
                            "update entry_use set ended = true where grant_id = $1",
                            event.data().grantId())
                    .replaceWithVoid();
        }
    }
}
