package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionMoved;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionOverdue;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.time.WorkingDays;

/** Records a provider's decision that is not there when it is due, and tells the authority (Art. 26, 41). */
@ApplicationScoped
class OverdueDecisions implements DeadlineHandler {
    private final Outbox outbox;

    OverdueDecisions(Outbox outbox) {
        this.outbox = outbox;
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
            return outbox.publish(
                    session,
                    application.id.toString(),
                    new ProviderDecisionMoved(
                            application.id,
                            application.entryId,
                            application.resourceId,
                            application.consumer,
                            application.provider,
                            due.at(),
                            due.provisional()));
        });
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Application.class, subject).chain(application -> {
            Instant dueAt = application.providerDueAt;
            if (!application.state.waitsForProvider() || dueAt == null) {
                return Uni.createFrom().voidItem();
            }
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
        });
    }
}
