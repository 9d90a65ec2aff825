package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.grant.GrantStops;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionMoved;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionOverdue;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Records a provider's decision that is not there when it is due, and tells the authority (Art. 26, 41). Where something keeps the
 * unit from the grant then, the provider could not agree: its time begins anew.
 */
@ApplicationScoped
class OverdueDecisions implements DeadlineHandler {
    private final Applications applications;
    private final GrantStops stops;
    private final Outbox outbox;
    private final InstantSource clock;

    OverdueDecisions(Applications applications, GrantStops stops, Outbox outbox, InstantSource clock) {
        this.applications = applications;
        this.stops = stops;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.PROVIDER_DECISION;
    }

    @Override
    public Class<?> matter() {
        return Application.class;
    }

    @Override
    public Uni<Void> moved(Mutiny.Session session, UUID subject, WorkingDays.Due due) {
        return session.find(Application.class, subject).chain(application -> {
            application.providerDueAt = due.at();
            application.providerDueProvisional = due.provisional();
            return moved(session, application, due.at());
        });
    }

    private Uni<Void> moved(Mutiny.Session session, Application application, Instant due) {
        return outbox.publish(
                session,
                application.id.toString(),
                new ProviderDecisionMoved(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        due,
                        application.providerDueProvisional));
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Application.class, subject).chain(application -> {
            Instant dueAt = application.providerDueAt;
            if (!application.state.waitsForProvider() || dueAt == null) {
                return Uni.createFrom().voidItem();
            }
            return stops.standing(
                            session, application.consumer, application.entryId, application.resourceId, clock.instant())
                    .chain(standing -> standing.isEmpty()
                            ? overdue(session, application, dueAt)
                            : applications
                                    .due(session, application)
                                    .chain(() -> moved(session, application, Applications.dueOf(application))));
        });
    }

    private Uni<Void> overdue(Mutiny.Session session, Application application, Instant dueAt) {
        application.overdue = true;
        return outbox.publish(
                session,
                application.id.toString(),
                new ProviderDecisionOverdue(
                        application.id,
                        application.entryId,
                        application.resourceId,
                        application.consumer,
                        application.provider,
                        dueAt));
    }
}
