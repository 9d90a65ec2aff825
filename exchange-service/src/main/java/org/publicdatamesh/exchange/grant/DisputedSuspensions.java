package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.dispute.Disputed;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeParty;

/** A provider's suspension that is disputed: it is lifted where the dispute ends so (Art. 27). */
@ApplicationScoped
class DisputedSuspensions implements Disputed {
    private final GrantSteps steps;

    DisputedSuspensions(GrantSteps steps) {
        this.steps = steps;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.SUSPENSION;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return session.find(Grant.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(grant -> grant == null
                        ? null
                        : new Standing(
                                        grant.consumer,
                                        grant.provider,
                                        grant.state == GrantState.SUSPENDED && !grant.suspendedByAuthority
                                                ? grant.suspendedAt
                                                : null,
                                        grant.suspensionReasons,
                                        List.of(new Acted(grant.suspendedPerson, DisputeParty.OTHER)))
                                .byAuthority(grant.state == GrantState.SUSPENDED));
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return session.find(Grant.class, ruling.matterId())
                .chain(grant -> {
                    grant.overruled |= ruling.decided();
                    return steps.resume(session, grant, ruling.reasons(), ruling.actor());
                })
                .replaceWithVoid();
    }
}
