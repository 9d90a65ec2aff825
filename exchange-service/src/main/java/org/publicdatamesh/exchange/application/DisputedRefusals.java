package org.publicdatamesh.exchange.application;

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

/**
 * A refusal that the authority upheld, when it is disputed: the share is granted where the dispute ends so (Art. 26, 27). What
 * the units agree to without the authority is the authority's to review; who applied on a level below was told of the refusal.
 */
@ApplicationScoped
class DisputedRefusals implements Disputed {
    private final Applications applications;

    DisputedRefusals(Applications applications) {
        this.applications = applications;
    }

    @Override
    public DisputeMatter kind() {
        return DisputeMatter.REFUSAL;
    }

    @Override
    public Uni<@Nullable Standing> standing(Mutiny.Session session, UUID id) {
        return session.find(Application.class, id, LockModeType.PESSIMISTIC_WRITE)
                .chain(application -> application == null
                        ? Uni.createFrom().nullItem()
                        : Applications.isFromBelow(session, id)
                                .map(below -> new Standing(
                                        application.consumer,
                                        application.provider,
                                        application.state == ApplicationState.UPHELD && !below
                                                ? application.changedAt
                                                : null,
                                        application.refusalReasons,
                                        List.of(
                                                new Acted(application.submittedBy, DisputeParty.UNIT),
                                                new Acted(application.endorsedBy, DisputeParty.UNIT),
                                                new Acted(application.decidedBy, DisputeParty.OTHER),
                                                new Acted(application.reviewedBy, DisputeParty.AUTHORITY)))));
    }

    @Override
    public Uni<Void> change(Mutiny.Session session, Ruling ruling) {
        return session.find(Application.class, ruling.matterId())
                .chain(application -> ruling.between()
                        ? applications.agreeAfterDispute(session, application, ruling.actor())
                        : applications.grantAfterDispute(
                                session,
                                application,
                                ruling.reasons(),
                                ruling.decidedAt(),
                                ruling.decided(),
                                ruling.actor()));
    }
}
