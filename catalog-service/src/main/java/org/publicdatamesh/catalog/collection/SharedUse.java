package org.publicdatamesh.catalog.collection;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.exchange.ApplicationSubmitted;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** Keeps which shared use units applied for, so that a plan can name it instead of collecting (Art. 14). */
@ApplicationScoped
class SharedUse implements EventHandler<ApplicationSubmitted> {
    @Override
    public Class<ApplicationSubmitted> event() {
        return ApplicationSubmitted.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ApplicationSubmitted> event) {
        ApplicationSubmitted application = event.data();
        return SessionSql.update(
                        session,
                        "insert into shared_use (application_id, consumer, entry_id) values ($1, $2, $3)"
                                + " on conflict do nothing",
                        application.applicationId(),
                        application.consumer(),
                        application.entryId())
                .replaceWithVoid();
    }

    /** The entries of those applications that a plan names and its unit made. */
    Uni<Map<UUID, UUID>> of(Mutiny.Session session, String unit, PlanContent plan) {
        List<UUID> named = plan.items().stream()
                .map(PlannedItem::resolution)
                .filter(Objects::nonNull)
                .map(Resolution::application)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (named.isEmpty()) {
            return Uni.createFrom().item(Map.of());
        }
        return SessionSql.select(
                        session,
                        "select application_id, entry_id from shared_use where consumer = $1 and application_id = any($2)",
                        columns -> Map.entry((UUID) columns[0], (UUID) columns[1]),
                        unit,
                        named.toArray(UUID[]::new))
                .map(found -> {
                    Map<UUID, UUID> entries = new HashMap<>();
                    found.forEach(one -> entries.put(one.getKey(), one.getValue()));
                    return entries;
                });
    }
}
