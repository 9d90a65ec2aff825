package org.publicdatamesh.portal.openlist;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.portal.OpenItemWithdrawn;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.outbox.Outbox;

/**
 * Takes entries that were retired off the list, as if a version that is not open had been published: what was open says so for
 * good, and its rows go. The catalogue's events of one entry come in order, so that no version follows.
 */
@ApplicationScoped
class RetiredEntries implements EventHandler<EntryRetired> {
    private final Outbox outbox;
    private final InstantSource clock;

    RetiredEntries(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public Class<EntryRetired> event() {
        return EntryRetired.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<EntryRetired> event) {
        EntryRetired entry = event.data();
        Instant now = clock.instant();
        return session.createNativeQuery(
                        "update open_item set open_type = :none, listed = false, open_since = null, withdrawn_at = :at,"
                                + " changed_at = :at where entry_id = :id and listed returning name",
                        String.class)
                .setParameter("none", OpenType.NOT_OPEN.name())
                .setParameter("at", now)
                .setParameter("id", entry.entryId())
                .getResultList()
                .chain(names -> names.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : PublishedEntries.dropReleases(session, entry.entryId(), entry.version() + 1, now)
                                .chain(() -> outbox.publish(
                                        session,
                                        entry.entryId().toString(),
                                        new OpenItemWithdrawn(
                                                entry.entryId(),
                                                entry.version(),
                                                name(names.getFirst()),
                                                entry.unit(),
                                                OpenType.NOT_OPEN),
                                        event.traceparent())));
    }

    private static Text name(String json) {
        try {
            return EventJson.MAPPER.readValue(json, Text.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored name cannot be read", e);
        }
    }
}
