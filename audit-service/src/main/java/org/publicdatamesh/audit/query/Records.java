package org.publicdatamesh.audit.query;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.audit.record.PersonalValues;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.rest.Paging;

/** Reads records in the order of the log. */
@ApplicationScoped
class Records {
    private static final String COLUMNS = "select leaf_index, event_id, recorded_at, time, type, topic, partition,"
            + " \"offset\", source, subject, unit, units, entry_id, grant_id, data from record";

    private final Pool database;
    private final PersonalValues personal;
    private final ObjectMapper json;

    Records(Pool database, PersonalValues personal, ObjectMapper json) {
        this.database = database;
        this.personal = personal;
        this.json = json;
    }

    /** One record more than the page holds, where there is one. */
    Uni<List<AuditRecord>> find(RecordFilter filter, Paging paging) {
        Conditions where = new Conditions();
        where.and("leaf_index > ", paging.afterNumber(-1));
        where.and("entry_id = ", filter.entry());
        where.and("grant_id = ", filter.grant());
        where.and("type = ", filter.type());
        where.and("time >= ", utc(filter.from()));
        where.and("time < ", utc(filter.to()));
        where.and("units @> ", filter.unit() == null ? null : new String[] {filter.unit()});
        return database.preparedQuery(COLUMNS + where.text + " order by leaf_index limit " + (paging.limit() + 1))
                .execute(Tuple.tuple(where.values))
                .map(this::records)
                .chain(this::reveal);
    }

    /** The record of an event. */
    Uni<AuditRecord> byEvent(UUID eventId) {
        return database.preparedQuery(COLUMNS + " where leaf_index = (select leaf_index from leaf where event_id = $1)")
                .execute(Tuple.of(eventId))
                .map(this::records)
                .chain(this::reveal)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("record");
                    }
                    return found.getFirst();
                });
    }

    private List<AuditRecord> records(RowSet<Row> rows) {
        List<AuditRecord> records = new ArrayList<>(rows.size());
        for (Row row : rows) {
            records.add(new AuditRecord(
                    row.getUUID("event_id"),
                    row.getLong("leaf_index"),
                    row.getString("type"),
                    row.getOffsetDateTime("time").toInstant(),
                    row.getOffsetDateTime("recorded_at").toInstant(),
                    row.getString("topic"),
                    row.getInteger("partition"),
                    row.getLong("offset"),
                    row.getString("source"),
                    row.getString("subject"),
                    row.getString("unit"),
                    List.of(row.getArrayOfStrings("units")),
                    row.getUUID("entry_id"),
                    row.getUUID("grant_id"),
                    parse(row.getString("data"))));
        }
        return records;
    }

    /** Puts values that identify a person where their commitments stand, as far as they have not been erased. */
    private Uni<List<AuditRecord>> reveal(List<AuditRecord> records) {
        return personal.reveal(records.stream().map(AuditRecord::leafIndex).toList())
                .map(values -> records.stream()
                        .map(record ->
                                record.with(reveal(record.data(), values.getOrDefault(record.leafIndex(), Map.of()))))
                        .toList());
    }

    /** A payload that is hidden as a whole, as that of a dead letter, stays so. */
    private static JsonNode reveal(JsonNode data, Map<String, JsonNode> values) {
        values.forEach((text, value) -> {
            if (!text.isEmpty()) {
                JsonPointer pointer = JsonPointer.compile(text);
                JsonNode parent = data.at(pointer.head());
                JsonPointer last = pointer.last();
                if (parent instanceof ObjectNode object && object.has(last.getMatchingProperty())) {
                    object.set(last.getMatchingProperty(), value);
                } else if (parent instanceof ArrayNode array && array.has(last.getMatchingIndex())) {
                    array.set(last.getMatchingIndex(), value);
                }
            }
        });
        return data;
    }

    private JsonNode parse(String data) {
        try {
            return json.readTree(data);
        } catch (JsonProcessingException e) {
            return TextNode.valueOf(data);
        }
    }

    private static @Nullable OffsetDateTime utc(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    private static final class Conditions {
        private final StringBuilder text = new StringBuilder();
        private final List<Object> values = new ArrayList<>();

        void and(String condition, @Nullable Object value) {
            if (value != null) {
                values.add(value);
                text.append(values.size() == 1 ? " where " : " and ")
                        .append(condition)
                        .append('$')
                        .append(values.size());
            }
        }
    }
}
