package org.publicdatamesh.catalog.dcat;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.inbox.EventHandler;

/** Keeps when rows came into the pool last, to hold it against the declared update cycle (Art. 17). */
@ApplicationScoped
class PoolLoads implements EventHandler<RowsLoaded> {
    @Override
    public Class<RowsLoaded> event() {
        return RowsLoaded.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<RowsLoaded> event) {
        return session.createNativeQuery(
                        "insert into pool_load as known (resource_id, entry_id, loaded_at) values (:resource, :entry, :at)"
                                + " on conflict (resource_id) do update"
                                + " set loaded_at = greatest(known.loaded_at, excluded.loaded_at)")
                .setParameter("resource", event.data().resourceId())
                .setParameter("entry", event.data().entryId())
                .setParameter("at", event.time())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** When the table of the entry that was renewed longest ago was renewed; null where one never was, or there is none. */
    Uni<@Nullable Instant> last(Mutiny.Session session, UUID entry) {
        return session.createNativeQuery(
                        "select case when bool_and(l.loaded_at is not null) then min(l.loaded_at) end, count(*)"
                                + " from resource r left join pool_load l on l.resource_id = r.id"
                                + " where r.entry_id = :entry and r.kind = 'TABLE'",
                        Object[].class)
                .setParameter("entry", entry)
                .getSingleResult()
                .map(row -> PublishedEntries.instant(row[0]));
    }
}
