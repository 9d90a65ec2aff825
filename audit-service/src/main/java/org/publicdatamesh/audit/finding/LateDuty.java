package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.catalog.DutyOverdue;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A unit that did not look at its entry in time (Art. 12, 23). */
@ApplicationScoped
class LateDuty implements EventHandler<DutyOverdue> {
    private final Findings findings;

    LateDuty(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<DutyOverdue> event() {
        return DutyOverdue.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<DutyOverdue> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<DutyOverdue> event) {
        DutyOverdue late = event.data();
        String article =
                switch (late.kind()) {
                    case REVIEW -> "A12.1";
                    case LAW_CHANGED, FUNCTIONS_CHANGED -> "A12.2";
                    case REEXAMINATION -> "A23.3";
                };
        return new FindingRecorded(
                id,
                late.unit(),
                article,
                late.dutyId().toString(),
                event.time(),
                "The unit did not revise entry " + late.entryId() + " or file that it holds by " + late.dueAt() + ".");
    }
}
