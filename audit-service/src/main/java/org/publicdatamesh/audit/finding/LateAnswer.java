package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.AnswerOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A provider that let its time to answer a doubt pass is found (Art. 27). */
@ApplicationScoped
class LateAnswer implements EventHandler<AnswerOverdue> {
    private final Findings findings;

    LateAnswer(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<AnswerOverdue> event() {
        return AnswerOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<AnswerOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<AnswerOverdue> event) {
        AnswerOverdue late = event.data();
        return new FindingRecorded(
                id,
                late.provider(),
                "A27.2",
                late.doubtId().toString(),
                event.time(),
                "The provider did not answer the doubt of " + late.reporter() + " by " + late.dueAt() + ".");
    }
}
