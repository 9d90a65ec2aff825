package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.event.catalog.ResourceStale;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/** A resource that its unit did not renew within the declared update cycle (Art. 17). */
@ApplicationScoped
class StaleResource implements EventHandler<ResourceStale> {
    private final Findings findings;

    StaleResource(Findings findings) {
        this.findings = findings;
    }

    @Override
    public Class<ResourceStale> event() {
        return ResourceStale.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceStale> event) {
        return findings.record(session, event, finding(Outbox.newId(), event));
    }

    /** The finding that the event shows. */
    static FindingRecorded finding(UUID id, Envelope<ResourceStale> event) {
        ResourceStale stale = event.data();
        return new FindingRecorded(
                id,
                stale.unit(),
                "A17.1",
                stale.resourceId().toString(),
                event.time(),
                "Resource " + stale.resourceId() + " of entry " + stale.entryId() + " is to be renewed "
                        + EventJson.kebab(stale.updateCycle())
                        + (stale.renewedAt() == null
                                ? " and never was."
                                : " and was renewed last at " + stale.renewedAt() + "."));
    }
}
