package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.catalog.ResourceMissing;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A published entry to which its unit attached no resource in time (Art. 11). */
@ApplicationScoped
class MissingResource implements EventHandler<ResourceMissing> {
    private final Findings findings;

    MissingResource(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<ResourceMissing> event() {
        return ResourceMissing.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceMissing> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<ResourceMissing> event) {
        ResourceMissing missing = event.data();
        return new FindingRecorded(
                id,
                missing.unit(),
                "A11.2",
                missing.entryId().toString(),
                event.time(),
                "The unit did not attach a resource to entry " + missing.entryId() + " by " + missing.dueAt() + ".");
    }
}
