package org.publicdatamesh.exchange.deadline;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.DeadlineNear;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Deadlines of matters. What is due is swept each second: each fires once, however many replicas sweep, and none is lost
 * by a restart. One that fails is tried again, later each time. The matter is locked before its deadline is claimed, in
 * the order of those who decide the matter, so that a decision and its deadline never wait for each other.
 */
@ApplicationScoped
public class Deadlines {
    private static final int BATCH = 100;

    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;
    private final WorkingDays days;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Timer sweeps;
    private volatile boolean recounted;
    private final Map<DeadlineKind, DeadlineHandler> handlers = new EnumMap<>(DeadlineKind.class);

    Deadlines(
            Mutiny.SessionFactory sessions,
            InstantSource clock,
            WorkingDays days,
            Outbox outbox,
            MeterRegistry meters,
            @Any Instance<DeadlineHandler> handlers) {
        this.sessions = sessions;
        this.clock = clock;
        this.days = days;
        this.outbox = outbox;
        this.meters = meters;
        this.sweeps = Timer.builder("mesh.deadline.sweep")
                .description("How long it takes to look for what is due and to let it take effect")
                .register(meters);
        handlers.forEach(handler -> this.handlers.put(handler.kind(), handler));
    }

    /** Sets a matter's deadline; an earlier one of the kind that has not fired is replaced. */
    public static Uni<Void> set(Mutiny.Session session, NewDeadline deadline) {
        return clear(session, deadline.kind(), deadline.subject())
                .chain(() -> session.createNativeQuery(
                                "insert into deadline (id, kind, subject_id, unit, due_at, warn_at, begun_at,"
                                        + " working_days, warn_left, provisional) values (:id, :kind, :subject, :unit, :due,"
                                        + " cast(cast(:warn as text) as timestamptz),"
                                        + " cast(cast(:begun as text) as timestamptz), cast(cast(:days as text) as int),"
                                        + " cast(cast(:left as text) as int), :provisional)")
                        .setParameter("id", Outbox.newId())
                        .setParameter("kind", deadline.kind().name())
                        .setParameter("subject", deadline.subject())
                        .setParameter("unit", deadline.unit())
                        .setParameter("due", deadline.dueAt())
                        .setParameter("warn", text(deadline.warnAt()))
                        .setParameter("begun", text(deadline.begun()))
                        .setParameter("days", text(deadline.workingDays()))
                        .setParameter("left", text(deadline.warnLeft()))
                        .setParameter("provisional", deadline.provisional())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Takes away a matter's deadline of a kind, where it has not fired. */
    public static Uni<Void> clear(Mutiny.Session session, DeadlineKind kind, UUID subject) {
        return session.createNativeQuery(
                        "delete from deadline where kind = :kind and subject_id = :subject and fired_at is null")
                .setParameter("kind", kind.name())
                .setParameter("subject", subject)
                .executeUpdate()
                .replaceWithVoid();
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        Timer.Sample begun = Timer.start(meters);
        return sweepAll().eventually(() -> begun.stop(sweeps));
    }

    private Uni<Void> sweepAll() {
        Uni<Void> current = recounted ? Uni.createFrom().voidItem() : recount().invoke(() -> recounted = true);
        return current.chain(() -> sessions.withSession(session -> session.<UUID>createNativeQuery(
                                "select id from deadline where fired_at is null and coalesce(retry_at, due_at) <= :now"
                                        + " order by coalesce(retry_at, due_at) limit :batch")
                        .setParameter("now", clock.instant())
                        .setParameter("batch", BATCH)
                        .getResultList()))
                .chain(ids -> each(ids, id -> fire(id).onFailure().recoverWithUni(failure -> later(id, failure))))
                .chain(this::warn);
    }

    /** Tells of deadlines that come near, each once, however many replicas look. */
    private Uni<Void> warn() {
        return sessions.withTransaction(session -> SessionSql.select(
                                session,
                                "update deadline set warned_at = $1 where id in (select id from deadline where fired_at is null"
                                        + " and warned_at is null and warn_at <= $1 and due_at > $1 order by warn_at limit "
                                        + BATCH
                                        + " for update skip locked) returning kind, subject_id, unit, due_at, provisional",
                                columns -> new DeadlineNear(
                                        (UUID) columns[1],
                                        EventJson.kebab(DeadlineKind.valueOf((String) columns[0])),
                                        (String) columns[2],
                                        instant(columns[3]),
                                        (Boolean) columns[4]),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .chain(near -> outbox.publishAll(
                                session,
                                near.stream()
                                        .map(one ->
                                                new Outbox.Keyed(one.subjectId().toString(), one))
                                        .toList())))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Deadlines that come near are looked for again."))
                .onFailure()
                .recoverWithNull();
    }

    private static Uni<Void> each(List<UUID> ids, Function<UUID, Uni<Void>> step) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (UUID id : ids) {
            chain = chain.chain(() -> step.apply(id));
        }
        return chain;
    }

    private Uni<Void> later(UUID id, Throwable failure) {
        Log.errorf(failure, "Deadline %s is tried again.", id);
        return sessions.withTransaction(session -> session.createNativeQuery(
                                "update deadline set tries = tries + 1, retry_at = cast(cast(:now as text) as timestamptz)"
                                        + " + least(interval '1 hour', interval '2 seconds' * power(2, least(tries, 20)))"
                                        + " where id = :id")
                        .setParameter("now", clock.instant().toString())
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid()
                .onFailure()
                .invoke(worse -> Log.errorf(worse, "Deadline %s cannot be put off.", id))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Counts anew what was counted without an announced calendar. It is done before the first sweep after each start, for
     * calendars come with the platform.
     */
    public Uni<Void> recount() {
        return sessions.withSession(session -> session.<UUID>createNativeQuery(
                                "select id from deadline where fired_at is null and provisional order by id")
                        .getResultList())
                .chain(ids -> each(ids, this::recount));
    }

    private Uni<Void> recount(UUID id) {
        return sessions.withTransaction(session -> read(session, id, " and provisional")
                .chain(row -> row == null ? Uni.createFrom().voidItem() : recount(session, id, row)));
    }

    private Uni<Void> recount(Mutiny.Session session, UUID id, Row row) {
        if (row.begun() == null || row.workingDays() == null) {
            return Uni.createFrom().voidItem();
        }
        WorkingDays.Due due = days.dueAfter(row.begun(), row.workingDays());
        if (due.provisional() && due.at().equals(row.dueAt())) {
            return Uni.createFrom().voidItem();
        }
        Instant warning = row.warnLeft() == null
                ? null
                : NewDeadline.warning(row.begun(), row.workingDays(), row.warnLeft(), days);
        DeadlineHandler handler = handler(row.kind());
        return session.find(handler.matter(), row.subject(), LockModeType.PESSIMISTIC_WRITE)
                .chain(matter -> session.createNativeQuery(
                                "update deadline set due_at = :due, provisional = :provisional,"
                                        + " warn_at = cast(cast(:warn as text) as timestamptz)"
                                        + " where id = :id and fired_at is null")
                        .setParameter("due", due.at())
                        .setParameter("warn", text(warning))
                        .setParameter("provisional", due.provisional())
                        .setParameter("id", id)
                        .executeUpdate())
                .chain(moved -> moved == 1
                        ? handler.moved(session, row.subject(), due)
                        : Uni.createFrom().voidItem());
    }

    private record Row(
            DeadlineKind kind,
            UUID subject,
            Instant dueAt,
            @Nullable Instant begun,
            @Nullable Integer workingDays,
            @Nullable Integer warnLeft) {}

    private static Uni<@Nullable Row> read(Mutiny.Session session, UUID id, String condition) {
        return session.createNativeQuery(
                        "select kind, subject_id, due_at, begun_at, working_days, warn_left from deadline where id = :id"
                                + " and fired_at is null" + condition,
                        Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> rows.isEmpty()
                        ? null
                        : new Row(
                                DeadlineKind.valueOf((String) rows.getFirst()[0]),
                                (UUID) rows.getFirst()[1],
                                instant(rows.getFirst()[2]),
                                rows.getFirst()[3] == null ? null : instant(rows.getFirst()[3]),
                                (Integer) rows.getFirst()[4],
                                (Integer) rows.getFirst()[5]));
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    /** One transaction per deadline, so that one that fails holds up none of the others. */
    private Uni<Void> fire(UUID id) {
        return sessions.withTransaction(session -> read(session, id, "")
                .chain(row -> row == null ? Uni.createFrom().voidItem() : fire(session, id, row)));
    }

    private Uni<Void> fire(Mutiny.Session session, UUID id, Row row) {
        DeadlineHandler handler = handler(row.kind());
        return session.find(handler.matter(), row.subject(), LockModeType.PESSIMISTIC_WRITE)
                .chain(matter -> session.createNativeQuery(
                                "update deadline set fired_at = :now where id = :id and fired_at is null"
                                        + " and coalesce(retry_at, due_at) <= :now")
                        .setParameter("now", clock.instant())
                        .setParameter("id", id)
                        .executeUpdate())
                .chain(claimed -> claimed == 1
                        ? handler.due(session, row.subject())
                        : Uni.createFrom().voidItem());
    }

    private DeadlineHandler handler(DeadlineKind kind) {
        DeadlineHandler handler = handlers.get(kind);
        if (handler == null) {
            throw new IllegalStateException("nothing handles deadlines of kind " + kind);
        }
        return handler;
    }
}
