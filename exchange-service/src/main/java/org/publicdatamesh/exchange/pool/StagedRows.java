package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * The rows of one load, beside the pool's, in a table that ends with the transaction: what they change is found and told
 * before it is done. A row that was set apart goes nowhere, but in a full load keeps the row of its key in the pool.
 */
public final class StagedRows {
    private static final int PAGE = 200;

    private final SharedResource resource;
    private final List<DataItem> columns;
    private final List<DataItem> others;
    private final String pool;
    private final String table;
    private final String gone;

    StagedRows(SharedResource resource, List<DataItem> columns, UUID loadId) {
        String id = loadId.toString().replace("-", "");
        this.resource = resource;
        this.columns = columns;
        this.others = columns.stream().filter(item -> !item.key()).toList();
        this.pool = resource.table();
        this.table = "load_" + id;
        this.gone = "gone_" + id;
    }

    /** The resource. */
    public SharedResource resource() {
        return resource;
    }

    /** Items that are no key and that the file has a column of. */
    public List<DataItem> others() {
        return others;
    }

    /** The table: each item's column, {@code _line}, {@code _fields} and {@code _apart}. */
    public String table() {
        return table;
    }

    /** A row's key as JSON, written in one way, in terms of an alias. */
    public String keyJson(String alias) {
        return "cast(jsonb_object(array["
                + each(resource.key(), item -> "'" + item.name() + "'", ", ") + "], array["
                + each(resource.key(), item -> PoolTable.textOf(alias, item), ", ") + "]) as text)";
    }

    /** That two aliases have the same key. */
    public String sameKey(String one, String other) {
        return each(resource.key(), item -> column(one, item) + " = " + column(other, item), " and ");
    }

    /** An item's column of an alias. */
    public static String column(String alias, DataItem item) {
        return alias + "." + PoolTable.quoted(item);
    }

    private static String each(List<DataItem> items, Function<DataItem, String> sql, String between) {
        return items.stream().map(sql).collect(Collectors.joining(between));
    }

    Uni<Void> create(Mutiny.Session session) {
        return SessionSql.update(
                        session,
                        "create temporary table " + table + " (_line bigint, _fields text, _apart boolean, "
                                + each(columns, StagedRows::declared, ", ") + ") on commit drop")
                .replaceWithVoid();
    }

    private static String declared(DataItem item) {
        return PoolTable.quoted(item) + " " + ValueRules.columnType(item);
    }

    /** Takes rows in; of one that fails only the key, where that is good. */
    Uni<Void> add(Mutiny.Session session, List<CsvRows.Line> lines) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        for (CsvRows.Line line : lines) {
            boolean good = line.reasons().isEmpty();
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            if (good) {
                row.putAll(line.values());
            } else if (resource.key().stream()
                    .allMatch(item -> ValueRules.broken(item, line.values().get(item.name())) == null)) {
                resource.key()
                        .forEach(item -> row.put(item.name(), line.values().get(item.name())));
            } else {
                continue;
            }
            row.put("_line", line.line());
            row.put("_fields", good ? EventJson.write(line.fields()) : null);
            row.put("_apart", !good);
            rows.add(row);
        }
        if (rows.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        String names = "_line, _fields, _apart, " + PoolTable.names(columns);
        return SessionSql.update(
                        session,
                        "insert into " + table + " (" + names + ") select " + names
                                + " from jsonb_to_recordset(cast($1::text as jsonb)) as t(_line bigint, _fields text,"
                                + " _apart boolean, " + each(columns, StagedRows::declared, ", ") + ")",
                        EventJson.write(rows))
                .replaceWithVoid();
    }

    /** Readies the table for what is asked of it once all rows are in. */
    Uni<Void> complete(Mutiny.Session session) {
        return SessionSql.update(session, "create index on " + table + " (_line)")
                .chain(() -> SessionSql.update(session, "analyze " + table))
                .replaceWithVoid();
    }

    /** Moves rows whose key the file has before to quarantine; gives how many. */
    Uni<Integer> setRepeatedApart(Mutiny.Session session, UUID loadId) {
        return SessionSql.update(
                session,
                "with later as (delete from " + table
                        + " s using (select ctid as place, row_number() over (partition by "
                        + PoolTable.names(resource.key()) + " order by _line) as nr from " + table
                        + " where not _apart) n where s.ctid = n.place and n.nr > 1 returning s._line, s._fields)"
                        + " insert into quarantine (load_id, resource_id, line, fields, reasons)"
                        + " select $1::uuid, $2::uuid, _line, _fields, $3::text from later",
                loadId,
                resource.id(),
                EventJson.write(List.of("key: repeated in this file")));
    }

    /** Notes which rows of the pool are not in the file. */
    Uni<Void> findGone(Mutiny.Session session) {
        return SessionSql.update(
                        session,
                        "create temporary table " + gone + " on commit drop as select row_number() over (order by "
                                + PoolTable.names(resource.key()) + ") as _line, " + PoolTable.names(resource.key())
                                + " from " + pool + " p where not exists (select 1 from " + table + " s where "
                                + sameKey("s", "p") + ")")
                .chain(() -> SessionSql.update(session, "create index on " + gone + " (_line)"))
                .chain(() -> SessionSql.update(session, "analyze " + gone))
                .replaceWithVoid();
    }

    /** Some rows with the line after which the next ones come. */
    record Page(List<RowChange> rows, long last) {
        boolean full() {
            return rows.size() == PAGE;
        }
    }

    /** The next rows of which a value changes. */
    Uni<Page> changed(Mutiny.Session session, long after) {
        if (others.isEmpty()) {
            return Uni.createFrom().item(new Page(List.of(), after));
        }
        String differing = "array_to_string(array["
                + each(others, item -> "case when " + differs(item) + " then '" + item.name() + "' end", ", ")
                + "], ',')";
        return page(
                session,
                "select s._line, " + keyJson("s") + ", " + json(item -> column("p", item)) + ", "
                        + json(item -> column(columns.contains(item) ? "s" : "p", item)) + ", " + differing + " from "
                        + table + " s join " + pool + " p on " + sameKey("s", "p")
                        + " where not s._apart and (" + each(others, this::differs, " or ")
                        + ") and s._line > $1 order by s._line limit " + PAGE,
                after);
    }

    /** The next rows that are new. */
    Uni<Page> entering(Mutiny.Session session, long after) {
        return page(
                session,
                "select s._line, " + keyJson("s") + ", null, "
                        + json(item -> columns.contains(item) ? column("s", item) : typedNull(item)) + ", '' from "
                        + table + " s where not s._apart and not exists (select 1 from " + pool + " p where "
                        + sameKey("s", "p") + ") and s._line > $1 order by s._line limit " + PAGE,
                after);
    }

    /** The next rows that leave. */
    Uni<Page> leaving(Mutiny.Session session, long after) {
        return page(
                session,
                "select g._line, " + keyJson("p") + ", " + json(item -> column("p", item)) + ", null, '' from " + gone
                        + " g join " + pool + " p on " + sameKey("g", "p")
                        + " where g._line > $1 order by g._line limit " + PAGE,
                after);
    }

    private String differs(DataItem item) {
        return column("p", item) + " is distinct from " + column("s", item);
    }

    private static String typedNull(DataItem item) {
        return "cast(null as " + ValueRules.columnType(item) + ")";
    }

    private String json(Function<DataItem, String> column) {
        return "(select cast(row_to_json(t) as text) from (select "
                + each(
                        resource.items(),
                        item -> PoolTable.textOf(item, column.apply(item)) + " as " + PoolTable.quoted(item),
                        ", ")
                + ") t)";
    }

    private Uni<Page> page(Mutiny.Session session, String sql, long after) {
        return SessionSql.select(session, sql, columns -> columns, after).map(found -> {
            List<RowChange> rows = new ArrayList<>();
            for (Object[] row : found) {
                rows.add(change(row));
            }
            return new Page(rows, found.isEmpty() ? after : ((Number) found.getLast()[0]).longValue());
        });
    }

    private static RowChange change(Object[] row) {
        Map<String, @Nullable String> before = row[2] == null ? null : PoolTable.parse((String) row[2]);
        Map<String, @Nullable String> after = row[3] == null ? null : PoolTable.parse((String) row[3]);
        List<Change> changes = new ArrayList<>();
        if (before != null && after != null) {
            for (String item : ((String) row[4]).split(",")) {
                changes.add(new Change(item, before.get(item), after.get(item)));
            }
        }
        return new RowChange((String) row[1], before, after, changes);
    }

    /** Gives changed values to the rows of the pool; gives how many changed. */
    Uni<Integer> change(Mutiny.Session session) {
        return others.isEmpty()
                ? Uni.createFrom().item(0)
                : SessionSql.update(
                        session,
                        "update " + pool + " p set "
                                + each(others, item -> PoolTable.quoted(item) + " = " + column("s", item), ", ")
                                + " from " + table + " s where " + sameKey("s", "p") + " and not s._apart and ("
                                + each(others, this::differs, " or ") + ")");
    }

    /** Puts new rows into the pool; gives how many. */
    Uni<Integer> enter(Mutiny.Session session) {
        String names = PoolTable.names(columns);
        return SessionSql.update(
                session,
                "insert into " + pool + " (" + names + ") select " + names + " from " + table
                        + " s where not s._apart and not exists (select 1 from " + pool + " p where "
                        + sameKey("s", "p")
                        + ")");
    }

    /** Takes rows that are not in the file out of the pool; gives how many. */
    Uni<Integer> leave(Mutiny.Session session) {
        return SessionSql.update(session, "delete from " + pool + " p using " + gone + " g where " + sameKey("g", "p"));
    }
}
