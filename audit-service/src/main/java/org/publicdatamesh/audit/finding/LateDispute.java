package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.DisputeStepOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** Who let its time to act in a dispute pass is found (Art. 27). */
@ApplicationScoped
class LateDispute implements EventHandler<DisputeStepOverdue> {
    private final Findings findings;

    LateDispute(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<DisputeStepOverdue> event() {
        return DisputeStepOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<DisputeStepOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<DisputeStepOverdue> event) {
        DisputeStepOverdue late = event.data();
        return new FindingRecorded(
                id,
                late.unit(),
                "A27.4",
                late.disputeId().toString(),
                event.time(),
                "The party " + EventJson.kebab(late.party()) + " of the dispute, which was " + late.step()
                        + ", did not act by " + late.dueAt() + ".");
    }
}
