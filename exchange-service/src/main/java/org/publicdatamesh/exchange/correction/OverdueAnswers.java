package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.kit.event.exchange.AnswerMoved;
import org.publicdatamesh.kit.event.exchange.AnswerOverdue;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.time.WorkingDays;

/** Records an answer that is not there when it is due (Art. 27, 41). */
@ApplicationScoped
class OverdueAnswers implements DeadlineHandler {
    private final Outbox outbox;

    OverdueAnswers(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.ANSWER;
    }

    @Override
    public Class<?> matter() {
        return Doubt.class;
    }

    @Override
    public Uni<Void> moved(Mutiny.Session session, UUID subject, WorkingDays.Due due) {
        return session.find(Doubt.class, subject).chain(doubt -> {
            doubt.dueAt = due.at();
            doubt.dueProvisional = due.provisional();
            return outbox.publish(
                    session,
                    doubt.resourceId.toString(),
                    new AnswerMoved(
                            doubt.id,
                            doubt.resourceId,
                            doubt.entryId,
                            doubt.reporter,
                            doubt.provider,
                            due.at(),
                            due.provisional()));
        });
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Doubt.class, subject).chain(doubt -> {
            if (!doubt.state.waitsForProvider()) {
                return Uni.createFrom().voidItem();
            }
            doubt.overdueRecorded = true;
            return outbox.publish(
                    session,
                    doubt.resourceId.toString(),
                    new AnswerOverdue(
                            doubt.id, doubt.resourceId, doubt.entryId, doubt.reporter, doubt.provider, doubt.dueAt));
        });
    }
}
