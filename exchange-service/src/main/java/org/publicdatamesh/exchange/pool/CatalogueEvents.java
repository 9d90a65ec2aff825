package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.EntryRetired;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.event.catalog.ResourceChecked;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.inbox.Projection;
import org.publicdatamesh.kit.sql.SessionSql;

/** What the pool takes from the catalogue's events; the two topics may come in either order. */
final class CatalogueEvents {
    private CatalogueEvents() {}

    /**
     * An entry; where it comes to be open, or the grading rules forbade to open it before, the rows of its resources are due for the
     * portal.
     */
    @ApplicationScoped
    static class Entries implements EventHandler<EntryPublished> {
        private final InstantSource clock;

        Entries(InstantSource clock) {
            this.clock = clock;
        }

        @Override
        public Class<EntryPublished> event() {
            return EntryPublished.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<EntryPublished> event) {
            EntryPublished entry = event.data();
            return session.createNativeQuery("with before as (select open from shared_entry where entry_id = :id),"
                            + " kept as (insert into shared_entry (entry_id, version, unit, open, share_type,"
                            + " share_conditions, items, parts)"
                            + " values (:id, :version, :unit, :open, :share, :conditions, :items, :parts) on conflict (entry_id) do update set"
                            + " version = excluded.version, open = excluded.open, share_type = excluded.share_type,"
                            + " share_conditions = excluded.share_conditions, items = excluded.items, parts = excluded.parts"
                            + " where shared_entry.version <= excluded.version returning open)"
                            + " insert into release_due (resource_id, next_try)"
                            + " select r.resource_id, cast(:now as timestamptz) from shared_resource r, kept, before"
                            + " where r.entry_id = :id and kept.open and (not before.open or exists (select 1 from"
                            + " grading_below b where b.entry_id = :id and b.open_at_most <> 'UNCONDITIONAL'))"
                            + " on conflict do nothing")
                    .setParameter("id", entry.entryId())
                    .setParameter("version", entry.version())
                    .setParameter("unit", entry.unit())
                    .setParameter("open", entry.openType() == OpenType.UNCONDITIONAL)
                    .setParameter("share", entry.shareType().name())
                    .setParameter("conditions", EventJson.write(entry.shareConditions()))
                    .setParameter("now", clock.instant())
                    .setParameter("items", EventJson.write(entry.items()))
                    .setParameter("parts", EventJson.write(entry.parts() == null ? Map.of() : entry.parts()))
                    .executeUpdate()
                    .replaceWithVoid();
        }
    }

    @ApplicationScoped
    static class Resources implements Projection<ResourceAttached> {
        @Override
        public Class<ResourceAttached> event() {
            return ResourceAttached.class;
        }

        @Override
        public String sql() {
            // Not "on conflict": an insert that may meet one writes half as much again to the log of changes.
            return "insert into shared_resource (resource_id, entry_id, unit, name)"
                    + " select cast(data ->> 'resourceId' as uuid), cast(data ->> 'entryId' as uuid), data ->> 'unit',"
                    + " data ->> 'name' from fresh where data ->> 'kind' = 'table' and not exists (select 1 from"
                    + " shared_resource known where known.resource_id = cast(data ->> 'resourceId' as uuid) offset 0)"
                    + " order by nr";
        }
    }

    /**
     * An entry that was retired: its resources take no new application and no new grant. Grants that run stay as they are, and
     * so do the rows: to end them is the provider's step, as the holders' work may rest on them until their term.
     */
    @ApplicationScoped
    static class Retirements implements Projection<EntryRetired> {
        @Override
        public Class<EntryRetired> event() {
            return EntryRetired.class;
        }

        @Override
        public String sql() {
            return "insert into retired_entry (entry_id) select cast(data ->> 'entryId' as uuid) from fresh order by nr"
                    + " on conflict do nothing";
        }
    }

    /** A self-check of a resource: it takes applications while the last one passed (Art. 13). Ids of checks are ordered by time. */
    @ApplicationScoped
    static class Checks implements EventHandler<ResourceChecked> {
        @Override
        public Class<ResourceChecked> event() {
            return ResourceChecked.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceChecked> event) {
            ResourceChecked check = event.data();
            return SessionSql.update(
                            session,
                            "insert into resource_proof as known (resource_id, check_id, passed) values ($1, $2, $3)"
                                    + " on conflict (resource_id) do update set check_id = excluded.check_id,"
                                    + " passed = excluded.passed where known.check_id < excluded.check_id",
                            check.resourceId(),
                            check.checkId(),
                            check.passed())
                    .replaceWithVoid();
        }
    }
}
