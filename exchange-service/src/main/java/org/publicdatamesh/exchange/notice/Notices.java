package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.outbox.Outbox;

/** Puts a correction into the inbox of every holder that has something of it. */
@ApplicationScoped
public class Notices {
    /** Key of the lock under which notices get their positions, so that a reader who has seen one has seen all before. */
    private static final long POSITIONS = 2_701;

    /** A correction to tell of. */
    public record Told(
            UUID correctionId,
            long sequence,
            Map<String, @Nullable String> before,
            Map<String, @Nullable String> after,
            List<Change> changes,
            String reasons,
            Instant at) {}

    private record Row(ShareApproved grant, Narrowing narrowing) {}

    /** Writes the notices; gives how many. The resource is locked by the caller, so no grant comes in between. */
    public Uni<Integer> tell(Mutiny.Session session, SharedResource resource, Told told) {
        return LiveGrants.holders(session, resource.id(), told.at()).chain(grants -> {
            List<Row> rows = new ArrayList<>();
            for (ShareApproved grant : grants) {
                Narrowing narrowing = Narrowing.of(grant, resource, told.before(), told.after(), told.changes());
                if (narrowing != null) {
                    rows.add(new Row(grant, narrowing));
                }
            }
            if (rows.isEmpty()) {
                return Uni.createFrom().item(0);
            }
            Uni<Void> chain = session.createNativeQuery("select cast(pg_advisory_xact_lock(:key) as text)")
                    .setParameter("key", POSITIONS)
                    .getResultList()
                    .replaceWithVoid();
            for (Row row : rows) {
                chain = chain.chain(() -> write(session, resource, told, row));
            }
            return chain.replaceWith(rows.size());
        });
    }

    private static Uni<Void> write(Mutiny.Session session, SharedResource resource, Told told, Row row) {
        return session.createNativeQuery(
                        "insert into notice (id, correction_id, resource_id, entry_id, grant_id, holder,"
                                + " sequence, row_key, effect, changes, reasons, state, sent_at, lock_version) values (:id,"
                                + " :correction, :resource, :entry, :grant, :holder, :sequence, :key, :effect, :changes,"
                                + " :reasons, 'SENT', :at, 0)")
                .setParameter("id", Outbox.newId())
                .setParameter("correction", told.correctionId())
                .setParameter("resource", resource.id())
                .setParameter("entry", resource.entryId())
                .setParameter("grant", row.grant().grantId())
                .setParameter("holder", row.grant().consumer())
                .setParameter("sequence", told.sequence())
                .setParameter("key", EventJson.write(row.narrowing().key()))
                .setParameter("effect", row.narrowing().effect().name())
                .setParameter("changes", EventJson.write(row.narrowing().changes()))
                .setParameter("reasons", told.reasons())
                .setParameter("at", told.at())
                .executeUpdate()
                .replaceWithVoid();
    }
}
