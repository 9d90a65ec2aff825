package org.publicdatamesh.exchange.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.grading.CombinationRule;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** Keeps the rules of combinations of each edition of the grading rules, and knows which are in force (Art. 38, 40). */
@ApplicationScoped
public class CombinationRules implements EventHandler<GradingIssued> {
    @Override
    public Class<GradingIssued> event() {
        return GradingIssued.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<GradingIssued> event) {
        GradingIssued issued = event.data();
        List<CombinationRule> rules = issued.rules().combinations();
        return SessionSql.update(
                        session,
                        "insert into combination_edition (edition, in_force_from, rules) values ($1, $2, $3)"
                                + " on conflict do nothing",
                        issued.edition(),
                        issued.inForceFrom().atOffset(ZoneOffset.UTC),
                        EventJson.write(rules == null ? List.of() : rules))
                .replaceWithVoid();
    }

    /** The rules that are in force at a time. */
    public static Uni<List<CombinationRule>> inForce(Mutiny.Session session, Instant now) {
        return SessionSql.select(
                        session,
                        "select rules from combination_edition where in_force_from <= $1 order by edition desc limit 1",
                        columns -> read((String) Objects.requireNonNull(columns[0])),
                        now.atOffset(ZoneOffset.UTC))
                .map(found -> found.isEmpty() ? List.of() : found.getFirst());
    }

    private static List<CombinationRule> read(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<CombinationRule>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored rules of combinations cannot be read", e);
        }
    }
}
