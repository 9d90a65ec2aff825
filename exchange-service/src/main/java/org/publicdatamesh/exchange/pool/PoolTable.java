package org.publicdatamesh.exchange.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.sql.SessionSql;

/** The table of a resource's rows: one column per data item, of its type; the key items are the primary key. */
public final class PoolTable {
    private final SharedResource resource;

    /** The table of a resource. */
    public PoolTable(SharedResource resource) {
        this.resource = resource;
    }

    /** Makes the table where it is not there yet. */
    public Uni<Void> create(Mutiny.Session session) {
        String columns = resource.items().stream()
                .map(item -> quoted(item) + " " + ValueRules.columnType(item) + (item.required() ? " not null" : ""))
                .collect(Collectors.joining(", "));
        return session.createNativeQuery("create table if not exists " + resource.table() + " (" + columns
                        + ", primary key (" + names(resource.key()) + "))")
                .executeUpdate()
                .chain(() -> session.createNativeQuery(
                                "update shared_resource set loaded = true where resource_id = :id")
                        .setParameter("id", resource.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The row of a key, each value as text; null where there is none. */
    public Uni<@Nullable Map<String, @Nullable String>> find(Mutiny.Session session, Map<String, String> key) {
        return row(session, key, "");
    }

    /** The same, locked until the transaction ends. */
    public Uni<@Nullable Map<String, @Nullable String>> lock(Mutiny.Session session, Map<String, String> key) {
        return row(session, key, " for update");
    }

    private Uni<@Nullable Map<String, @Nullable String>> row(
            Mutiny.Session session, Map<String, String> key, String locking) {
        Mutiny.SelectionQuery<String> query =
                session.createNativeQuery("select cast(row_to_json(t) as text) from (select " + textColumns() + " from "
                        + resource.table() + " where " + keyCondition() + locking + ") t");
        query = bindKey(query, key);
        return query.getResultList().map(found -> found.isEmpty() ? null : parse(found.getFirst()));
    }

    /** Changes values of the row of a key; each is good for its item. */
    public Uni<Integer> change(Mutiny.Session session, Map<String, String> key, Map<String, @Nullable String> values) {
        List<String> set = new ArrayList<>();
        int i = 0;
        for (String name : values.keySet()) {
            DataItem item = resource.item(name);
            if (item == null) {
                throw new IllegalArgumentException("not an item: " + name);
            }
            set.add(quoted(item) + " = cast(cast(:v" + i + " as text) as " + ValueRules.columnType(item) + ")");
            i++;
        }
        Mutiny.MutationQuery query = session.createNativeQuery(
                "update " + resource.table() + " set " + String.join(", ", set) + " where " + keyCondition());
        i = 0;
        for (String value : values.values()) {
            query = query.setParameter("v" + i++, value);
        }
        i = 0;
        for (DataItem item : resource.key()) {
            query = query.setParameter("k" + i++, key.get(item.name()));
        }
        return query.executeUpdate();
    }

    /** Whether it has rows. */
    Uni<Boolean> filled(Mutiny.Session session) {
        return SessionSql.select(session, "select exists (select 1 from " + resource.table() + ")", columns ->
                        (Boolean) columns[0])
                .map(List::getFirst);
    }

    /**
     * The rows in the order of the key, cut into parts of a size: the key of the first row of each, its values as JSON in the
     * order of the key items; none where there are no rows.
     *
     * @param bytes size of the rows of a part as JSON; the last row of a part may go over it
     * @param rows how many rows a part has at most, about
     */
    public Uni<List<String>> parts(Mutiny.Session session, int bytes, int rows) {
        String key = names(resource.key());
        String size = resource.items().stream()
                .map(item -> "coalesce(octet_length(cast(to_json(" + textOf(item) + ") as text)), 4) + 1")
                .collect(Collectors.joining(" + "));
        return SessionSql.select(
                session,
                "select distinct on (part) " + jsonTexts(resource.key()) + " from (select " + key
                        + ", cast(sum(size) over (order by " + key
                        + ") - size as bigint) / $1::bigint as part from (select " + key
                        + ", greatest(3 + " + size + ", $2::bigint) as size from " + resource.table()
                        + ") sized) cut order by part, " + key,
                columns -> (String) columns[0],
                (long) bytes,
                (long) Math.ceilDiv(bytes, rows));
    }

    /** The rows from a key to before another, each value as text in the order of the items; null for the table's end. */
    public Uni<List<List<@Nullable String>>> part(Mutiny.Session session, String from, @Nullable String to) {
        String key = "(" + names(resource.key()) + ")";
        return SessionSql.select(
                session,
                "select " + jsonTexts(resource.items()) + " from " + resource.table() + " where " + key + " >= ("
                        + boundKey("$1") + ")"
                        + (to == null ? " and $2::text is null" : " and " + key + " < (" + boundKey("$2") + ")")
                        + " order by " + names(resource.key()),
                columns -> values((String) columns[0]),
                from,
                to);
    }

    /** An array, not a call with each: a function takes a hundred arguments, and an entry may have more items. */
    private static String jsonTexts(List<DataItem> items) {
        return "cast(to_json(array["
                + items.stream().map(PoolTable::textOf).collect(Collectors.joining(", "))
                + "]) as text)";
    }

    private String boundKey(String parameter) {
        List<String> values = new ArrayList<>();
        for (DataItem item : resource.key()) {
            values.add("cast(cast(" + parameter + "::text as json) ->> " + values.size() + " as "
                    + ValueRules.columnType(item) + ")");
        }
        return String.join(", ", values);
    }

    private static List<@Nullable String> values(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<@Nullable String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the pool cannot be read", e);
        }
    }

    private String textColumns() {
        return resource.items().stream()
                .map(item -> textOf(item) + " as " + quoted(item))
                .collect(Collectors.joining(", "));
    }

    /** A column's value as text, as values are written in files and events. */
    public static String textOf(DataItem item) {
        return textOf(item, quoted(item));
    }

    /** The same of an item's column of an alias. */
    static String textOf(String alias, DataItem item) {
        return textOf(item, alias + "." + quoted(item));
    }

    static String textOf(DataItem item, String column) {
        return switch (item.type()) {
            case TIMESTAMP -> "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case TEXT, INTEGER, DECIMAL, DATE, BOOLEAN -> "cast(" + column + " as text)";
        };
    }

    private String keyCondition() {
        List<String> conditions = new ArrayList<>();
        int i = 0;
        for (DataItem item : resource.key()) {
            conditions.add(
                    quoted(item) + " = cast(cast(:k" + i++ + " as text) as " + ValueRules.columnType(item) + ")");
        }
        return String.join(" and ", conditions);
    }

    private Mutiny.SelectionQuery<String> bindKey(Mutiny.SelectionQuery<String> query, Map<String, String> key) {
        Mutiny.SelectionQuery<String> bound = query;
        int i = 0;
        for (DataItem item : resource.key()) {
            bound = bound.setParameter("k" + i++, key.get(item.name()));
        }
        return bound;
    }

    static Map<String, @Nullable String> parse(String json) {
        try {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            EventJson.MAPPER
                    .readTree(json)
                    .properties()
                    .forEach(field -> row.put(
                            field.getKey(),
                            field.getValue().isNull() ? null : field.getValue().asText()));
            return row;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a row of the pool cannot be read", e);
        }
    }

    /** Names of columns, quoted; item names are checked before they come here. */
    public static String names(List<DataItem> items) {
        return items.stream().map(PoolTable::quoted).collect(Collectors.joining(", "));
    }

    /** The column of an item, quoted. */
    public static String quoted(DataItem item) {
        if (!item.name().matches("[a-z][a-z0-9_]{0,39}")) {
            throw new IllegalArgumentException("not a name of a column: " + item.name());
        }
        return "\"" + item.name() + "\"";
    }

    /** The resource. */
    public UUID id() {
        return resource.id();
    }
}
