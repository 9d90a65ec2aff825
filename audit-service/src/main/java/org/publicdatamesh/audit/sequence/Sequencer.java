package org.publicdatamesh.audit.sequence;

import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.publicdatamesh.audit.record.PersonalValues;
import org.publicdatamesh.audit.record.RecordedEvent;

/**
 * Numbers events without gaps and keeps them: leaves, records and personal values of a batch commit together or not at
 * all. One writer at a time, by an advisory lock, however many replicas run. An event that has its leaf already gets no
 * second one.
 */
@ApplicationScoped
public class Sequencer {
    /** Any number that nothing else in the database locks. */
    private static final long LOCK = 0x6d6573682d6c6f67L;

    private static final String INSERT_RECORDS = """
            insert into record (leaf_index, recorded_at, event_id, time, type, source, subject, topic, partition, "offset",
                                unit, units, entry_id, grant_id, data)
            select leaf_index, $1::timestamptz, event_id, time, type, source, subject, topic, partition, "offset", unit,
                   string_to_array(units, chr(31)), entry_id, grant_id, data
            from unnest($2::bigint[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[],
                        $9::int[], $10::bigint[], $11::text[], $12::text[], $13::uuid[], $14::uuid[], $15::text[])
                as r(leaf_index, event_id, time, type, source, subject, topic, partition, "offset", unit, units, entry_id,
                     grant_id, data)
            """;

    private final Pool pool;
    private final PersonalValues personal;
    private final InstantSource clock;

    Sequencer(Pool pool, PersonalValues personal, InstantSource clock) {
        this.pool = pool;
        this.personal = personal;
        this.clock = clock;
    }

    /** Appends those events that are not in the log yet; gives how many there were. */
    public Uni<Integer> append(List<RecordedEvent> batch) {
        Map<UUID, RecordedEvent> byId = new LinkedHashMap<>();
        batch.forEach(event -> byId.putIfAbsent(event.eventId(), event));
        return pool.withTransaction(connection -> lock(connection)
                .chain(() -> known(connection, byId.keySet()))
                .map(known -> byId.values().stream()
                        .filter(event -> !known.contains(event.eventId()))
                        .toList())
                .chain(fresh -> fresh.isEmpty()
                        ? Uni.createFrom().item(0)
                        : next(connection)
                                .chain(first -> write(connection, fresh, first))
                                .replaceWith(fresh.size())));
    }

    /** The lock ends with the transaction, and so with the process. */
    private static Uni<Void> lock(SqlConnection connection) {
        return connection
                .preparedQuery("select 1 from pg_advisory_xact_lock($1)")
                .execute(Tuple.of(LOCK))
                .replaceWithVoid();
    }

    private static Uni<Set<UUID>> known(SqlConnection connection, Set<UUID> ids) {
        return connection
                .preparedQuery("select event_id from leaf where event_id = any($1)")
                .execute(Tuple.tuple(List.of((Object) ids.toArray(UUID[]::new))))
                .map(rows -> {
                    Set<UUID> known = new HashSet<>();
                    rows.forEach(row -> known.add(row.getUUID(0)));
                    return known;
                });
    }

    private static Uni<Long> next(SqlConnection connection) {
        return connection
                .query("select coalesce(max(leaf_index) + 1, 0) from leaf")
                .execute()
                .map(rows -> rows.iterator().next().getLong(0));
    }

    private Uni<Void> write(SqlConnection connection, List<RecordedEvent> events, long first) {
        Long[] indexes = new Long[events.size()];
        for (int i = 0; i < indexes.length; i++) {
            indexes[i] = first + i;
        }
        return leaves(connection, events, indexes)
                .chain(() -> records(connection, events, indexes))
                .chain(() -> personal.keep(connection, events, first));
    }

    private static Uni<RowSet<Row>> leaves(SqlConnection connection, List<RecordedEvent> events, Long[] indexes) {
        return connection
                .preparedQuery("insert into leaf (leaf_index, event_id, leaf)"
                        + " select * from unnest($1::bigint[], $2::uuid[], $3::bytea[])")
                .execute(Tuple.tuple(List.of(
                        indexes,
                        column(events, RecordedEvent::eventId, new UUID[0]),
                        column(events, event -> Buffer.buffer(event.leaf()), new Buffer[0]))));
    }

    private Uni<RowSet<Row>> records(SqlConnection connection, List<RecordedEvent> events, Long[] indexes) {
        return connection
                .preparedQuery(INSERT_RECORDS)
                .execute(Tuple.tuple(List.of(
                        clock.instant().atOffset(ZoneOffset.UTC),
                        indexes,
                        column(events, RecordedEvent::eventId, new UUID[0]),
                        column(events, event -> event.time().atOffset(ZoneOffset.UTC), new OffsetDateTime[0]),
                        column(events, RecordedEvent::type, new String[0]),
                        column(events, RecordedEvent::source, new String[0]),
                        column(events, RecordedEvent::subject, new String[0]),
                        column(events, RecordedEvent::topic, new String[0]),
                        column(events, RecordedEvent::partition, new Integer[0]),
                        column(events, RecordedEvent::offset, new Long[0]),
                        column(events, RecordedEvent::unit, new String[0]),
                        column(events, event -> String.join("\u001f", event.units()), new String[0]),
                        column(events, RecordedEvent::entryId, new UUID[0]),
                        column(events, RecordedEvent::grantId, new UUID[0]),
                        column(events, RecordedEvent::data, new String[0]))));
    }

    @SuppressWarnings("NullAway")
    private static <T> T[] column(List<RecordedEvent> events, Function<RecordedEvent, T> value, T[] type) {
        return events.stream().map(value).toList().toArray(type);
    }
}
