package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.ProviderDecisionOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A provider that let its time to decide pass is found (Art. 26). */
@ApplicationScoped
class LateDecision implements EventHandler<ProviderDecisionOverdue> {
    private final Findings findings;

    LateDecision(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<ProviderDecisionOverdue> event() {
        return ProviderDecisionOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ProviderDecisionOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<ProviderDecisionOverdue> event) {
        ProviderDecisionOverdue late = event.data();
        return new FindingRecorded(
                id,
                late.provider(),
                "A26.2",
                late.applicationId().toString(),
                event.time(),
                "The provider did not decide on the application of " + late.consumer() + " by " + late.dueAt() + ".");
    }
}
