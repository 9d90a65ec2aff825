package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.OpenRowsReleased;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.outbox.Outbox;

/** Loads files into the pool: good rows, quarantine, event and open release in one transaction. */
@ApplicationScoped
public class Loading {
    private static final int RELEASE_PART = 500;
    private static final int QUARANTINE_CHUNK = 1000;

    private final Outbox outbox;
    private final InstantSource clock;

    Loading(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    /** What a load did. */
    public record Report(UUID id, UUID resourceId, long loaded, long quarantined, String sm3) {}

    Uni<Report> load(Mutiny.Session session, SharedResource resource, byte[] file, Actor actor) {
        CsvRows rows = CsvRows.read(file, resource);
        PoolTable table = new PoolTable(resource);
        Report report = new Report(
                Outbox.newId(), resource.id(), rows.good().size(), rows.bad().size(), Sm.sm3Hex(file));
        return table.create(session)
                .chain(() -> table.write(session, rows.good()))
                .chain(() -> keep(session, report))
                .chain(() -> quarantine(session, report, rows.bad()))
                .chain(() -> outbox.publish(
                        session,
                        resource.id().toString(),
                        new RowsLoaded(
                                report.id(),
                                resource.id(),
                                resource.entryId(),
                                resource.unit(),
                                report.loaded(),
                                report.quarantined(),
                                report.sm3(),
                                actor)))
                .chain(() -> release(session, resource))
                .replaceWith(report);
    }

    private Uni<Void> keep(Mutiny.Session session, Report report) {
        return session.createNativeQuery("insert into pool_load (id, resource_id, loaded, quarantined, sm3, loaded_at)"
                        + " values (:id, :resource, :loaded, :quarantined, :sm3, :at)")
                .setParameter("id", report.id())
                .setParameter("resource", report.resourceId())
                .setParameter("loaded", report.loaded())
                .setParameter("quarantined", report.quarantined())
                .setParameter("sm3", report.sm3())
                .setParameter("at", clock.instant())
                .executeUpdate()
                .replaceWithVoid();
    }

    private static Uni<Void> quarantine(Mutiny.Session session, Report report, List<CsvRows.Bad> bad) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (int from = 0; from < bad.size(); from += QUARANTINE_CHUNK) {
            List<Map<String, Object>> rows = new ArrayList<>();
            for (CsvRows.Bad row : bad.subList(from, Math.min(bad.size(), from + QUARANTINE_CHUNK))) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("line", row.line());
                json.put(
                        "fields",
                        EventJson.write(row.fields().stream()
                                .map(field -> field.replace("\0", "\uFFFD"))
                                .toList()));
                json.put("reasons", EventJson.write(row.reasons()));
                rows.add(json);
            }
            String json = EventJson.write(rows);
            chain = chain.chain(() -> session.createNativeQuery(
                            "insert into quarantine (load_id, resource_id, line, fields, reasons)"
                                    + " select :load, :resource, line, fields, reasons from"
                                    + " jsonb_to_recordset(cast(cast(:rows as text) as jsonb))"
                                    + " as t(line bigint, fields text, reasons text)")
                    .setParameter("load", report.id())
                    .setParameter("resource", report.resourceId())
                    .setParameter("rows", json)
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return chain;
    }

    /** Publishes all rows of an open resource for the portal; nothing where it is not open, or its entry is retired. */
    public Uni<Void> release(Mutiny.Session session, SharedResource resource) {
        if (!resource.open() || resource.retired()) {
            return Uni.createFrom().voidItem();
        }
        List<String> names = resource.items().stream().map(DataItem::name).toList();
        UUID release = Outbox.newId();
        return new PoolTable(resource).all(session).chain(rows -> {
            int parts = Math.max(1, (rows.size() + RELEASE_PART - 1) / RELEASE_PART);
            Uni<Void> chain = Uni.createFrom().voidItem();
            for (int part = 0; part < parts; part++) {
                List<List<@Nullable String>> some =
                        rows.subList(part * RELEASE_PART, Math.min(rows.size(), (part + 1) * RELEASE_PART));
                OpenRowsReleased event = new OpenRowsReleased(
                        release, resource.id(), resource.entryId(), resource.entryVersion(), part, parts, names, some);
                chain = chain.chain(
                        () -> outbox.publish(session, resource.entryId().toString(), event));
            }
            return chain;
        });
    }
}
