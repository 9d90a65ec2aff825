package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** What the pool takes from the catalogue's events; the two topics may come in either order. */
final class CatalogueEvents {
    private CatalogueEvents() {}

    @ApplicationScoped
    static class Entries implements EventHandler<EntryPublished> {
        @Override
        public Class<EntryPublished> event() {
            return EntryPublished.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<EntryPublished> event) {
            EntryPublished entry = event.data();
            return session.createNativeQuery(
                            "insert into shared_entry (entry_id, version, unit, open, share_type, items)"
                                    + " values (:id, :version, :unit, :open, :share, :items) on conflict (entry_id) do update set"
                                    + " version = excluded.version, open = excluded.open, share_type = excluded.share_type, items = excluded.items"
                                    + " where shared_entry.version <= excluded.version")
                    .setParameter("id", entry.entryId())
                    .setParameter("version", entry.version())
                    .setParameter("unit", entry.unit())
                    .setParameter("open", entry.openType() == OpenType.UNCONDITIONAL)
                    .setParameter("share", entry.shareType().name())
                    .setParameter("items", EventJson.write(entry.items()))
                    .executeUpdate()
                    .replaceWithVoid();
        }
    }

    @ApplicationScoped
    static class Resources implements EventHandler<ResourceAttached> {
        @Override
        public Class<ResourceAttached> event() {
            return ResourceAttached.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceAttached> event) {
            return handleAll(session, List.of(event));
        }

        /** Several in one statement: resources come in bursts when a catalogue is read anew. */
        @Override
        public Uni<Void> handleAll(Mutiny.Session session, List<Envelope<ResourceAttached>> events) {
            List<Map<String, Object>> tables = events.stream()
                    .map(Envelope::data)
                    .filter(resource -> resource.kind() == ResourceKind.TABLE)
                    .map(resource -> Map.<String, Object>of(
                            "resource_id", resource.resourceId(),
                            "entry_id", resource.entryId(),
                            "unit", resource.unit(),
                            "name", resource.name()))
                    .toList();
            if (tables.isEmpty()) {
                return Uni.createFrom().voidItem();
            }
            return SessionSql.update(
                            session,
                            "insert into shared_resource (resource_id, entry_id, unit, name)"
                                    + " select resource_id, entry_id, unit, name from jsonb_to_recordset($1::text::jsonb)"
                                    + " as t(resource_id uuid, entry_id uuid, unit text, name text) on conflict do nothing",
                            EventJson.write(tables))
                    .replaceWithVoid();
        }
    }
}
