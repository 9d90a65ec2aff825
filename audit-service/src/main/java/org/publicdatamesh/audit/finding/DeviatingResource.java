package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.catalog.ResourceDeviated;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A resource that does not match its entry, as measured in a conformity round (Art. 13). */
@ApplicationScoped
class DeviatingResource implements EventHandler<ResourceDeviated> {
    private final Findings findings;

    DeviatingResource(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<ResourceDeviated> event() {
        return ResourceDeviated.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceDeviated> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<ResourceDeviated> event) {
        ResourceDeviated deviated = event.data();
        return new FindingRecorded(
                id,
                deviated.unit(),
                "A13.2",
                deviated.checkId().toString(),
                event.time(),
                "Resource " + deviated.resourceId() + " does not match entry " + deviated.entryId() + ": "
                        + String.join(", ", deviated.deviations()) + ".");
    }
}
