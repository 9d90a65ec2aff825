package org.publicdatamesh.exchange.pool;

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

/** The table of a resource's rows: one column per data item, of its type; the key items are the primary key. */
public final class PoolTable {
    private static final int CHUNK = 1000;

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

    /** Writes rows; a row whose key is there already replaces it. */
    Uni<Void> write(Mutiny.Session session, List<Map<String, @Nullable String>> rows) {
        String record = resource.items().stream()
                .map(item -> quoted(item) + " " + ValueRules.columnType(item))
                .collect(Collectors.joining(", "));
        List<DataItem> others =
                resource.items().stream().filter(item -> !item.key()).toList();
        String conflict = others.isEmpty()
                ? "do nothing"
                : "do update set "
                        + others.stream()
                                .map(item -> quoted(item) + " = excluded." + quoted(item))
                                .collect(Collectors.joining(", "));
        String sql = "insert into " + resource.table() + " (" + names(resource.items()) + ") select "
                + names(resource.items()) + " from jsonb_to_recordset(cast(cast(:rows as text) as jsonb)) as t("
                + record
                + ") on conflict (" + names(resource.key()) + ") " + conflict;
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (int from = 0; from < rows.size(); from += CHUNK) {
            String json = EventJson.write(rows.subList(from, Math.min(rows.size(), from + CHUNK)));
            chain = chain.chain(() -> session.createNativeQuery(sql)
                    .setParameter("rows", json)
                    .executeUpdate()
                    .replaceWithVoid());
        }
        return chain;
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

    /** Some rows in the order of the key, each value as text in the order of the items, after a key's text. */
    Uni<List<List<@Nullable String>>> all(Mutiny.Session session) {
        return session.<String>createNativeQuery("select cast(row_to_json(t) as text) from (select " + textColumns()
                        + " from " + resource.table() + " order by " + names(resource.key()) + ") t")
                .getResultList()
                .map(rows -> rows.stream().map(this::values).toList());
    }

    private List<@Nullable String> values(String json) {
        Map<String, @Nullable String> row = parse(json);
        List<@Nullable String> values = new ArrayList<>();
        for (DataItem item : resource.items()) {
            values.add(row.get(item.name()));
        }
        return values;
    }

    private String textColumns() {
        return resource.items().stream()
                .map(item -> textOf(item) + " as " + quoted(item))
                .collect(Collectors.joining(", "));
    }

    /** A column's value as text, as values are written in files and events. */
    public static String textOf(DataItem item) {
        return switch (item.type()) {
            case TIMESTAMP -> "to_char(" + quoted(item) + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
            case TEXT, INTEGER, DECIMAL, DATE, BOOLEAN -> "cast(" + quoted(item) + " as text)";
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

    private static Map<String, @Nullable String> parse(String json) {
        try {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            EventJson.MAPPER
                    .readTree(json)
                    .properties()
                    .forEach(field -> row.put(
                            field.getKey(),
                            field.getValue().isNull() ? null : field.getValue().asText()));
            return row;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
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
