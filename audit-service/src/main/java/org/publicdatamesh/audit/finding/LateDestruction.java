package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.DestructionOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A unit that did not report what became of data after the end of their grant is found (Art. 19). */
@ApplicationScoped
class LateDestruction implements EventHandler<DestructionOverdue> {
    private final Findings findings;

    LateDestruction(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<DestructionOverdue> event() {
        return DestructionOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<DestructionOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<DestructionOverdue> event) {
        DestructionOverdue late = event.data();
        return new FindingRecorded(
                id,
                late.consumer(),
                "A19.2",
                late.grantId().toString(),
                event.time(),
                "The unit did not report by " + late.dueAt() + " what became of the data of " + late.provider() + ".");
    }
}
