package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.dispute.Disputed;
import org.publicdatamesh.exchange.grant.GrantState;
import org.publicdatamesh.exchange.grant.GrantStops;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeParty;

/**
 * A provider's revocation, when it is disputed. A grant that is over stays over, for its unit was asked to destroy the data;
 * where the dispute ends so, a new one is made of what it held, for what is left of its term (Art. 27). What the authority
 * had suspended is not had again by agreement of the units.
 */
@ApplicationScoped
class DisputedRevocations implements Disputed {
    private final ApplicationGrants granting;
    private final InstantSource clock;

    DisputedRevocations(ApplicationGrants granting, InstantSource clock) {
        this.granting = granting;
        this.clock = clock;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.REVOCATION;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return Grants.beforeAnew(session, id)
                .chain(() -> Grants.ended(session, id, clock.instant()))
                .map(ended -> {
                    if (ended == null) {
                        return null;
                    }
                    GrantView grant = ended.grant();
                    return new Standing(
                                    grant.consumer(),
                                    grant.provider(),
                                    grant.state() == GrantState.REVOKED
                                                    && !ended.byAuthority()
                                                    && !ended.suspendedByAuthority()
                                            ? grant.endedAt()
                                            : null,
                                    grant.endReasons(),
                                    List.of(new Acted(ended.person(), DisputeParty.OTHER)))
                            .byAuthority(grant.state() == GrantState.REVOKED);
                });
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return Grants.ended(session, ruling.matterId(), clock.instant()).chain(ended -> {
            if (ended == null) {
                throw new IllegalStateException("a grant that was disputed is there");
            }
            GrantView grant = ended.grant();
            return GrantStops.gaveBack(session, grant.id(), clock.instant())
                    .chain(() -> granting.grantAnew(
                            session,
                            grant.applicationId(),
                            grant.id(),
                            new Holding(grant.items(), grant.rowFilter(), grant.validUntil(), grant.rowsPerDay()),
                            ruling.decidedAt(),
                            ruling.decided(),
                            ruling.actor()));
        });
    }
}
