package org.publicdatamesh.exchange.gate;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * The rows a day that a grant is bound to (Art. 25). They are counted and reserved before the first one leaves, so
 * readings at the same time, of any replica, share one quota, and none of them breaks off in the middle. A day begins at
 * midnight in the platform's zone. Grants without a quota cost no round trip.
 */
@ApplicationScoped
class Quota {
    private static final String RESERVE =
            "insert into rows_read as old (grant_id, day, rows) select $1, $2, $3 where $3 <= $4 on conflict (grant_id)"
                    + " do update set day = excluded.day,"
                    + " rows = case when old.day = excluded.day then old.rows else 0 end + excluded.rows"
                    + " where case when old.day = excluded.day then old.rows else 0 end + excluded.rows <= $4"
                    + " returning rows";

    private final Pool pool;
    private final InstantSource clock;

    Quota(Pool pool, InstantSource clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * What a reading took of a quota.
     *
     * @param day the day, in the platform's zone
     * @param taken rows taken, from 0
     * @param perDay rows a day, from 1
     * @param left rows left today, from 0
     * @param reset until it begins anew
     */
    record Share(LocalDate day, long taken, long perDay, long left, Duration reset) {
        /** As the header fields of the IETF's draft "RateLimit header fields for HTTP". */
        Map<String, List<String>> headers() {
            Map<String, List<String>> headers = new LinkedHashMap<>();
            headers.put("RateLimit-Policy", List.of("\"rows\";q=" + perDay + ";w=86400;qu=\"content-rows\""));
            headers.put("RateLimit", List.of("\"rows\";r=" + left + ";t=" + reset.toSeconds()));
            return headers;
        }
    }

    /**
     * Takes the rows of a reading from the quota of today; null where its grant has none.
     *
     * @throws RefusedException 429 {@code quota-exhausted} where fewer are left; nothing is taken then
     */
    Uni<@Nullable Share> take(Reading reading) {
        Long perDay = reading.grant().rowsPerDay();
        if (perDay == null) {
            return Uni.createFrom().nullItem();
        }
        Instant now = clock.instant();
        LocalDate day = now.atZone(WorkingDays.ZONE).toLocalDate();
        Duration reset = Duration.between(now, day.plusDays(1).atStartOfDay(WorkingDays.ZONE));
        return pool.withConnection(connection -> count(connection, reading).chain(rows -> connection
                .preparedQuery(RESERVE)
                .execute(Tuple.of(reading.grant().grantId(), day, rows, perDay))
                .chain(taken -> taken.rowCount() == 1
                        ? Uni.createFrom().item(new Share(day, rows, perDay, perDay - first(taken), reset))
                        : refused(connection, reading.grant().grantId(), day, rows, perDay, reset))));
    }

    private static Uni<Long> count(SqlConnection connection, Reading reading) {
        List<Object> values = new ArrayList<>();
        return connection
                .preparedQuery("select count(*)" + RowStream.source(reading, values))
                .execute(Tuple.from(values))
                .map(Quota::first);
    }

    private static long first(RowSet<io.vertx.mutiny.sqlclient.Row> rows) {
        return rows.iterator().next().getLong(0);
    }

    private static Uni<Share> refused(
            SqlConnection connection, UUID grant, LocalDate day, long rows, long perDay, Duration reset) {
        return connection
                .preparedQuery("select rows from rows_read where grant_id = $1 and day = $2")
                .execute(Tuple.of(grant, day))
                .chain(read -> {
                    Share left = new Share(
                            day, 0, perDay, Math.max(0, perDay - (read.size() == 0 ? 0 : first(read))), reset);
                    Map<String, List<String>> headers = left.headers();
                    headers.put("Retry-After", List.of(String.valueOf(reset.toSeconds() + 1)));
                    return Uni.createFrom()
                            .failure(new RefusedException(Refusal.of(
                                            429,
                                            "quota-exhausted",
                                            "The grant allows " + perDay + " rows a day; this reading needs " + rows
                                                    + ", and " + left.left() + " are left today.",
                                            perDay,
                                            rows,
                                            left.left()))
                                    .with(headers));
                });
    }

    /** What was read today under a grant counts for the one in its place, which begins no second day. */
    static Uni<Void> passOn(Mutiny.Session session, UUID from, UUID to) {
        return SessionSql.update(
                        session,
                        "insert into rows_read (grant_id, day, rows) select $2, day, rows from rows_read where grant_id = $1"
                                + " on conflict do nothing",
                        from,
                        to)
                .replaceWithVoid();
    }

    /** Gives back what a reading took that did not take place. */
    Uni<Void> giveBack(Reading reading, Share share) {
        return pool.preparedQuery("update rows_read set rows = rows - $3 where grant_id = $1 and day = $2")
                .execute(Tuple.of(reading.grant().grantId(), share.day(), share.taken()))
                .replaceWithVoid();
    }
}
