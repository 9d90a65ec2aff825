package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.dispute.Disputed;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeParty;

/** A provider's last narrowing that is disputed: it is taken back where the dispute ends so (Art. 27). */
@ApplicationScoped
class DisputedNarrowings implements Disputed {
    private final GrantSteps steps;

    DisputedNarrowings(GrantSteps steps) {
        this.steps = steps;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.NARROWING;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return Grants.locked(session, id)
                .map(grant -> grant == null
                        ? null
                        : new Standing(
                                grant.consumer,
                                grant.provider,
                                grant.state.isOver() || grant.narrowedByAuthority ? null : grant.narrowedAt,
                                grant.narrowingReasons,
                                List.of(new Acted(grant.narrowedPerson, DisputeParty.OTHER))));
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return session.find(Grant.class, ruling.matterId())
                .chain(grant -> {
                    grant.overruled |= ruling.decided();
                    return steps.restore(session, grant, ruling.reasons(), ruling.actor());
                })
                .replaceWithVoid();
    }
}
