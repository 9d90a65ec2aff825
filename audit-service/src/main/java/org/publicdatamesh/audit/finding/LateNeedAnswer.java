package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.NeedAnswerOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A unit that did not answer a need of data in time is found (Art. 22). */
@ApplicationScoped
class LateNeedAnswer implements EventHandler<NeedAnswerOverdue> {
    private final Findings findings;

    LateNeedAnswer(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<NeedAnswerOverdue> event() {
        return NeedAnswerOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<NeedAnswerOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<NeedAnswerOverdue> event) {
        NeedAnswerOverdue late = event.data();
        return new FindingRecorded(
                id,
                late.source(),
                "A22.1",
                late.needId().toString(),
                event.time(),
                "The unit did not answer by " + late.dueAt() + " what " + late.unit() + " needs of it.");
    }
}
