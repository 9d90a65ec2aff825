package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.dispute.Disputed;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * A provider's last narrowing that is disputed: it is taken back where the dispute ends so; a grant that ended by it is made
 * anew with what it held (Art. 27).
 */
@ApplicationScoped
class DisputedNarrowings implements Disputed {
    private final GrantSteps steps;
    private final Grants grants;
    private final GrantAnew anew;
    private final InstantSource clock;

    DisputedNarrowings(GrantSteps steps, Grants grants, GrantAnew anew, InstantSource clock) {
        this.steps = steps;
        this.grants = grants;
        this.anew = anew;
        this.clock = clock;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.NARROWING;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return Grants.beforeAnew(session, id)
                .chain(() -> Grants.locked(session, id))
                .chain(grant -> grant == null
                        ? Uni.createFrom().nullItem()
                        : isReplaced(session, grant).map(replaced -> new Standing(
                                        grant.consumer,
                                        grant.provider,
                                        isDisputable(grant) && !replaced ? grant.narrowedAt : null,
                                        grant.narrowingReasons,
                                        List.of(new Acted(grant.narrowedPerson, DisputeParty.OTHER)))
                                .byAuthority(
                                        grant.narrowedByAuthority || isExpired(grant) && grant.suspendedByAuthority)));
    }

    /** Whether the unit has another grant in the place of one that has ended. */
    private static Uni<Boolean> isReplaced(Mutiny.Session session, Grant grant) {
        return SessionSql.select(
                        session,
                        "select exists (select 1 from share_grant where replaces = $1)",
                        columns -> (Boolean) columns[0],
                        grant.id)
                .map(List::getFirst);
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return session.find(Grant.class, ruling.matterId()).chain(grant -> {
            String before = grant.heldBefore;
            if (before != null && isExpired(grant)) {
                // What may be due and not swept: it ends as every term does.
                return grants.due(session, grant.id)
                        .chain(session::flush)
                        .chain(() -> GrantStops.gaveBack(session, grant.id, clock.instant()))
                        .chain(() -> anew.grantAnew(
                                session,
                                grant.applicationId,
                                grant.id,
                                Holding.read(before),
                                ruling.decidedAt(),
                                ruling.decided(),
                                ruling.actor()));
            }
            grant.overruled |= ruling.decided();
            return GrantStops.requireKnown(
                            session,
                            grant.consumer,
                            grant.entryId,
                            grant.applicationId,
                            ruling.decidedAt(),
                            clock.instant())
                    .chain(() -> steps.restore(session, grant, ruling.reasons(), ruling.actor()))
                    .replaceWithVoid();
        });
    }

    /** A narrowing of the term is disputable until the term ends that it took away. */
    private boolean isDisputable(Grant grant) {
        String before = grant.heldBefore;
        if (grant.narrowedByAuthority || before == null) {
            return false;
        }
        return isExpired(grant)
                ? !grant.suspendedByAuthority
                        && clock.instant().isBefore(Holding.read(before).validUntil())
                : !grant.state.isOver();
    }

    private boolean isExpired(Grant grant) {
        return grant.state == GrantState.EXPIRED
                || !grant.state.isOver() && !clock.instant().isBefore(grant.validUntil);
    }
}
