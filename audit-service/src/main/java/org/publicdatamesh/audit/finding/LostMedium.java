package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.OfflineShareFailed;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A medium with data that was lost, or is not what was handed over, is found with the unit that answers for it (Art. 24). */
@ApplicationScoped
class LostMedium implements EventHandler<OfflineShareFailed> {
    private final Findings findings;

    LostMedium(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<OfflineShareFailed> event() {
        return OfflineShareFailed.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<OfflineShareFailed> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<OfflineShareFailed> event) {
        OfflineShareFailed failed = event.data();
        return new FindingRecorded(
                id,
                failed.answerable(),
                "A24.2",
                failed.offlineShareId().toString(),
                event.time(),
                switch (failed.fault()) {
                            case LOST -> "The medium was lost";
                            case MISMATCH -> "What is on the medium is not what was handed over";
                            case UNREADABLE -> "The medium cannot be read";
                        }
                        + " that " + failed.provider() + " handed over to " + failed.consumer() + ".");
    }
}
