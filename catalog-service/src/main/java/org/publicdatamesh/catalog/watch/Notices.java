package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.sql.SessionSql;

/** Reads inboxes and marks what was read; a unit's only. */
final class Notices {
    private static final String NOTICE =
            "select n.id, n.position, n.made_at, n.read_at, n.read_by, n.digest_day, n.members,"
                    + " n.effect, w.id, w.follows, w.target, h.kind, h.entry_id, h.unit, h.version, h.at, h.told"
                    + " from watch_notice n left join watch w on w.id = n.watch_id"
                    + " left join watch_happening h on h.id = n.happening_id";

    private Notices() {}

    /**
     * A notice with its place.
     *
     * @param position in the inbox; null of one that is in a digest or held for one
     */
    record Placed(@Nullable Long position, NoticeView notice) {}

    /** What is in an inbox behind a position, oldest first. */
    static Uni<List<Placed>> inbox(Mutiny.Session session, String unit, long after, boolean unread, int most) {
        return SessionSql.select(
                session,
                NOTICE + " where n.unit = $1 and n.position > $2" + (unread ? " and n.read_at is null" : "")
                        + " order by n.position limit $3",
                Notices::placed,
                unit,
                after,
                most);
    }

    /** What is in a digest behind an id, oldest first; nothing where it is another unit's. */
    static Uni<List<Placed>> members(Mutiny.Session session, String unit, UUID digest, UUID after, int most) {
        return SessionSql.select(
                session,
                NOTICE + " where n.unit = $1 and n.digest_id = $2 and n.id > $3 order by n.id limit $4",
                Notices::placed,
                unit,
                digest,
                after,
                most);
    }

    /** The newest of a watch that are told already. */
    static Uni<List<Placed>> newest(Mutiny.Session session, String unit, UUID watch, int most) {
        return SessionSql.select(
                session,
                NOTICE
                        + " where n.unit = $1 and n.watch_id = $2 and (n.position is not null or n.digest_id is not null)"
                        + " order by n.id desc limit $3",
                Notices::placed,
                unit,
                watch,
                most);
    }

    /** Whether there is such a digest of the unit. */
    static Uni<Boolean> isDigest(Mutiny.Session session, String unit, UUID id) {
        return SessionSql.select(
                        session,
                        "select 1 from watch_notice where id = $1 and unit = $2 and digest_day is not null",
                        row -> true,
                        id,
                        unit)
                .map(rows -> !rows.isEmpty());
    }

    /** Whether there is such a notice or digest of the unit that is told already. */
    static Uni<Boolean> isThere(Mutiny.Session session, String unit, UUID id) {
        return SessionSql.select(
                        session,
                        "select 1 from watch_notice where id = $1 and unit = $2"
                                + " and (position is not null or digest_id is not null)",
                        row -> true,
                        id,
                        unit)
                .map(rows -> !rows.isEmpty());
    }

    /** Marks one, and with a digest what is in it; what is marked keeps its mark. */
    static Uni<Integer> mark(Mutiny.Session session, String unit, UUID id, String person, Instant at) {
        return SessionSql.update(
                session,
                "update watch_notice set read_at = $4, read_by = $3 where unit = $2 and read_at is null"
                        + " and (id = $1 or digest_id = $1)",
                id,
                unit,
                person,
                at.atOffset(ZoneOffset.UTC));
    }

    /** Marks all up to a position, with what is in the digests among them. */
    static Uni<Integer> markUpTo(Mutiny.Session session, String unit, long position, String person, Instant at) {
        return SessionSql.update(
                session,
                "with marked as (update watch_notice set read_at = $4, read_by = $3 where unit = $1 and position <= $2"
                        + " and read_at is null returning id)"
                        + " update watch_notice set read_at = $4, read_by = $3 where unit = $1 and read_at is null"
                        + " and digest_id in (select id from marked)",
                unit,
                position,
                person,
                at.atOffset(ZoneOffset.UTC));
    }

    static Uni<Unread> unread(Mutiny.Session session, String unit) {
        return SessionSql.select(
                        session,
                        "select count(*) from watch_notice where unit = $1 and position is not null and read_at is null",
                        row -> new Unread(((Number) row[0]).longValue()),
                        unit)
                .map(List::getFirst);
    }

    private static Placed placed(Object[] row) {
        UUID watch = (UUID) row[8];
        LocalDate day = (LocalDate) row[5];
        return new Placed(
                (Long) row[1],
                new NoticeView(
                        (UUID) row[0],
                        ((OffsetDateTime) row[2]).toInstant(),
                        row[3] == null ? null : ((OffsetDateTime) row[3]).toInstant(),
                        (String) row[4],
                        watch == null
                                ? null
                                : new NoticeView.Watched(watch, Followed.valueOf((String) row[9]), (String) row[10]),
                        watch == null ? null : happening(row),
                        row[7] == null ? null : Effect.valueOf((String) row[7]),
                        day == null ? null : new NoticeView.Digest(day, (Long) row[6])));
    }

    private static NoticeView.Happening happening(Object[] row) {
        return new NoticeView.Happening(
                HappeningKind.valueOf((String) row[11]),
                (UUID) row[12],
                (String) row[13],
                (Integer) row[14],
                ((OffsetDateTime) row[15]).toInstant(),
                Told.read((String) row[16]));
    }
}
