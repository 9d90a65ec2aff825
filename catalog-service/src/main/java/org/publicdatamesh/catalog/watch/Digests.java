package org.publicdatamesh.catalog.watch;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Makes digests, at a time of each working day: one for each unit for which notices are held, with all that were made before
 * that time. A service that was away then makes them when it is back, and none twice, however many replicas look.
 */
@ApplicationScoped
class Digests {
    private static final int BATCH = 500;
    private static final String MAKE =
            "with due as (select unit, count(*) as members from watch_notice where position is null and digest_id is null"
                    + " and made_at < $1 and not exists (select 1 from watch_notice made where made.unit = watch_notice.unit"
                    + " and made.digest_day = $2) group by unit order by unit limit " + BATCH + "),"
                    + " made as (insert into watch_notice (id, unit, position, digest_day, members, made_at)"
                    + " select uuidv7(), unit, nextval('watch_notice_position'), $2, members, $3 from due"
                    + " returning id, unit)"
                    + " update watch_notice held set digest_id = made.id from made where held.unit = made.unit"
                    + " and held.position is null and held.digest_id is null and held.made_at < $1";

    private final Mutiny.SessionFactory sessions;
    private final WorkingDays days;
    private final WatchConfig config;
    private final InstantSource clock;

    Digests(Mutiny.SessionFactory sessions, WorkingDays days, WatchConfig config, InstantSource clock) {
        this.sessions = sessions;
        this.days = days;
        this.config = config;
        this.clock = clock;
    }

    /**
     * When digests were to be made last.
     *
     * @param day the working day
     * @param at the time on it
     */
    record Turn(LocalDate day, Instant at) {
        /** The last one until now, at this time of the platform's zone on working days. */
        static Turn last(Instant now, LocalTime time, WorkingDays days) {
            ZonedDateTime here = now.atZone(WorkingDays.ZONE);
            LocalDate day = here.toLocalDate();
            if (here.toLocalTime().isBefore(time)) {
                day = day.minusDays(1);
            }
            while (!days.isWorkingDay(day)) {
                day = day.minusDays(1);
            }
            return new Turn(day, day.atTime(time).atZone(WorkingDays.ZONE).toInstant());
        }
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return make(clock.instant())
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Digests of watches are made later."))
                .onFailure()
                .recoverWithNull()
                .replaceWithVoid();
    }

    /** Makes what is due at a time; gives how many notices came into digests. */
    Uni<Integer> make(Instant now) {
        Turn turn = Turn.last(now, config.digestAt(), days);
        return sessions.withTransaction(session ->
                Inbox.lock(session).chain(() -> SessionSql.update(session, MAKE, at(turn.at()), turn.day(), at(now))));
    }

    /** Forgets notices that are older than they are kept, and what happened of which no notice is left. */
    @Scheduled(every = "1h", delayed = "2m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> forget() {
        return forget(clock.instant())
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Old notices of watches are forgotten later."))
                .onFailure()
                .recoverWithNull();
    }

    Uni<Void> forget(Instant now) {
        OffsetDateTime before = at(now.minus(config.keepNotices()));
        return sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "delete from watch_notice where made_at < $1 and (position is not null or digest_id is not null)",
                        before)
                .chain(() -> SessionSql.update(
                        session,
                        "delete from watch_happening h where done_at is not null and not exists"
                                + " (select 1 from watch_notice where happening_id = h.id)"))
                .chain(() -> SessionSql.update(
                        session,
                        "delete from watch w where ended_at < $1 and not exists"
                                + " (select 1 from watch_notice where watch_id = w.id)",
                        before))
                .replaceWithVoid());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
