package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.exchange.NoticesOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A holder that did not acknowledge a notice, or apply corrections, in time (Art. 17, 27). */
@ApplicationScoped
class LateHolder implements EventHandler<NoticesOverdue> {
    private final Findings findings;

    LateHolder(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<NoticesOverdue> event() {
        return NoticesOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<NoticesOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<NoticesOverdue> event) {
        NoticesOverdue late = event.data();
        String owed =
                switch (late.step()) {
                    case ACKNOWLEDGEMENT -> "acknowledge " + late.notices() + " notices of ";
                    case CONFIRMATION -> "confirm that it applied " + late.notices() + " corrections of ";
                };
        return new FindingRecorded(
                id,
                late.consumer(),
                "A27.3",
                late.firstNoticeId().toString(),
                event.time(),
                "The holder did not " + owed + late.provider() + ", the first of them by " + late.dueAt() + ".");
    }
}
