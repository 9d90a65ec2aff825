package org.publicdatamesh.exchange.gate;

import com.fasterxml.jackson.core.JsonGenerator;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Transaction;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.PoolTable;
import org.publicdatamesh.exchange.pool.ValueRules;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.masking.Masks;

/**
 * Streams the rows of a reading from a server-side cursor: memory stays the same however many they are. A reader that takes
 * nothing for a time is cut, for it holds a connection and a transaction.
 */
@ApplicationScoped
class RowStream {
    private static final int FETCH = 500;

    private final Pool pool;
    private final GateConfig config;

    RowStream(@ReactiveDataSource("gate") Pool pool, GateConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * Rows as texts in the order of the reading's items, masked.
     *
     * @param allowed whether the reading may go on
     */
    Multi<List<@Nullable String>> rows(Reading reading, BooleanSupplier allowed) {
        List<Object> values = new ArrayList<>();
        String sql = sql(reading, values);
        List<Mask> masks = reading.items().stream()
                .map(item -> reading.grant().masks().getOrDefault(item.name(), Mask.NONE))
                .toList();
        Multi<List<@Nullable String>> rows = Multi.createFrom()
                .<Open, List<@Nullable String>>resourceFromUni(
                        () -> pool.getConnection()
                                .chain(connection ->
                                        connection.begin().map(transaction -> new Open(connection, transaction))),
                        open -> open.connection()
                                .prepare(sql)
                                .onItem()
                                .transformToMulti(statement -> statement
                                        .createStream(FETCH, Tuple.from(values))
                                        .toMulti())
                                .map(row -> masked(row, masks)))
                .withFinalizer(RowStream::close);
        return Watch.over(rows, config.idle(), config.longest(), allowed);
    }

    private static Uni<Void> close(Open open) {
        return open.transaction().rollback().onFailure().recoverWithNull().chain(() -> open.connection()
                .close());
    }

    private record Open(io.vertx.mutiny.sqlclient.SqlConnection connection, Transaction transaction) {}

    private static List<@Nullable String> masked(Row row, List<Mask> masks) {
        List<@Nullable String> values = new ArrayList<>(masks.size());
        for (int i = 0; i < masks.size(); i++) {
            String value = row.getString(i);
            values.add(value == null ? null : Masks.apply(masks.get(i), value));
        }
        return values;
    }

    private static String sql(Reading reading, List<Object> values) {
        String columns = reading.items().stream().map(PoolTable::textOf).collect(Collectors.joining(", "));
        return "select " + columns + source(reading, values) + " order by "
                + PoolTable.names(reading.resource().key());
    }

    /** Where a reading's rows come from: {@code from} and {@code where}, with values for what stands in them. */
    static String source(Reading reading, List<Object> values) {
        List<String> conditions = new ArrayList<>();
        for (RowCondition condition : reading.conditions()) {
            DataItem item = reading.resource().item(condition.item());
            if (item == null) {
                throw new IllegalStateException("a grant's filter names no item: " + condition.item());
            }
            conditions.add(condition(item, condition, values));
        }
        return " from " + reading.resource().table()
                + (conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions));
    }

    private static String condition(DataItem item, RowCondition condition, List<Object> values) {
        String column = PoolTable.quoted(item);
        String type = ValueRules.columnType(item);
        if (condition.operator().equals("in")) {
            values.add(condition.values().toArray(String[]::new));
            return column + " = any(cast(cast($" + values.size() + " as text[]) as " + type + "[]))";
        }
        String value = condition.values().getFirst();
        values.add(condition.operator().equals("like") ? RowRules.sqlLike(value) : value);
        String operator =
                switch (condition.operator()) {
                    case "eq" -> "=";
                    case "neq" -> "<>";
                    case "gt" -> ">";
                    case "gte" -> ">=";
                    case "lt" -> "<";
                    case "lte" -> "<=";
                    case "like" -> "like";
                    default -> throw new IllegalStateException("no such operator: " + condition.operator());
                };
        return column + " " + operator + " cast(cast($" + values.size() + " as text) as " + type + ")";
    }

    /** A row as a JSON object: numbers and booleans as such, masked ones as texts. */
    static String json(Reading reading, List<@Nullable String> row) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = EventJson.MAPPER.createGenerator(text)) {
            out.writeStartObject();
            for (int i = 0; i < reading.items().size(); i++) {
                DataItem item = reading.items().get(i);
                out.writeFieldName(item.name());
                String value = row.get(i);
                boolean masked = reading.grant().masks().getOrDefault(item.name(), Mask.NONE) != Mask.NONE;
                if (value == null) {
                    out.writeNull();
                } else if (masked) {
                    out.writeString(value);
                } else {
                    switch (item.type()) {
                        case INTEGER, DECIMAL -> out.writeNumber(value);
                        case BOOLEAN -> out.writeBoolean(value.equals("true"));
                        case TEXT, DATE, TIMESTAMP -> out.writeString(value);
                    }
                }
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    /** A row as a line of CSV (RFC 4180), with its line end. */
    static String csv(List<@Nullable String> row) {
        return row.stream()
                        .map(value -> value == null
                                ? ""
                                : value.matches("(?s).*[\",\r\n].*")
                                        ? "\"" + value.replace("\"", "\"\"") + "\""
                                        : value)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }
}
