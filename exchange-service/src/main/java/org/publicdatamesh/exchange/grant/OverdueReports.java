package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.kit.event.exchange.DestructionMoved;
import org.publicdatamesh.kit.event.exchange.DestructionOverdue;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.time.WorkingDays;

/** Records that a unit did not report in time what became of data that it obtained (Art. 19). */
@ApplicationScoped
class OverdueReports implements DeadlineHandler {
    private final Outbox outbox;

    OverdueReports(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.DESTRUCTION_REPORT;
    }

    @Override
    public Class<?> matter() {
        return Grant.class;
    }

    @Override
    public Uni<Void> moved(Mutiny.Session session, UUID subject, WorkingDays.Due due) {
        return session.find(Grant.class, subject).chain(grant -> {
            grant.reportDueAt = due.at();
            grant.reportDueProvisional = due.provisional();
            return outbox.publish(
                    session,
                    grant.id.toString(),
                    new DestructionMoved(
                            grant.id,
                            grant.entryId,
                            grant.resourceId,
                            grant.provider,
                            grant.consumer,
                            due.at(),
                            due.provisional()));
        });
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Grant.class, subject).chain(grant -> {
            Instant dueAt = grant.reportDueAt;
            if (grant.dataFate != null || dueAt == null) {
                return Uni.createFrom().voidItem();
            }
            grant.reportOverdue = true;
            return outbox.publish(
                    session,
                    grant.id.toString(),
                    new DestructionOverdue(
                            grant.id, grant.entryId, grant.resourceId, grant.provider, grant.consumer, dueAt));
        });
    }
}
