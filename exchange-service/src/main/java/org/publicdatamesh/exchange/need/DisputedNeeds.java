package org.publicdatamesh.exchange.need;

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

/** That a unit has no data for a need, when it is disputed: where the dispute ends so, it is to name an entry (Art. 22, 27). */
@ApplicationScoped
class DisputedNeeds implements Disputed {
    private final Needs needs;

    DisputedNeeds(Needs needs) {
        this.needs = needs;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.NEED;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return session.find(Need.class, id, LockModeType.PESSIMISTIC_WRITE).map(need -> {
            if (need == null) {
                return null;
            }
            boolean disputable = need.state == NeedState.DECLINED;
            String source = need.declinedBy;
            return new Standing(
                            need.unit,
                            source == null ? need.unit : source,
                            disputable ? need.declinedAt : null,
                            need.reasons,
                            List.of(
                                    new Acted(need.filedBy, DisputeParty.UNIT),
                                    new Acted(need.declinedPerson, DisputeParty.OTHER)))
                    .byAuthority(need.state == NeedState.REJECTED);
        });
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return session.find(Need.class, ruling.matterId())
                .chain(need -> needs.reopen(session, need, ruling.actor()))
                .replaceWithVoid();
    }
}
