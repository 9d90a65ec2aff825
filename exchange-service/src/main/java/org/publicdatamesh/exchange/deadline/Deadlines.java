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
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.DeadlineNear;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEditions;
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
    private final PolicyEditions policies;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final Timer sweeps;
    private volatile boolean recounted;
    private final Map<DeadlineKind, DeadlineHandler> handlers = new EnumMap<>(DeadlineKind.class);

    Deadlines(
            Mutiny.SessionFactory sessions,
            InstantSource clock,
            WorkingDays days,
            PolicyEditions policies,
            Outbox outbox,
            MeterRegistry meters,
            @Any Instance<DeadlineHandler> handlers) {
        this.sessions = sessions;
        this.clock = clock;
        this.days = days;
        this.policies = policies;
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
                                "insert into deadline (id, kind, subject_id, unit, also_unit, due_at, warn_at, begun_at,"
                                        + " working_days, warn_left, provisional, policy_edition) values (:id, :kind, :subject, :unit,"
                                        + " cast(:also as text), :due,"
                                        + " cast(cast(:warn as text) as timestamptz),"
                                        + " cast(cast(:begun as text) as timestamptz), cast(cast(:days as text) as int),"
                                        + " cast(cast(:left as text) as int), :provisional, :edition)")
                        .setParameter("id", Outbox.newId())
                        .setParameter("kind", deadline.kind().name())
                        .setParameter("subject", deadline.subject())
                        .setParameter("unit", deadline.unit())
                        .setParameter("also", deadline.alsoUnit())
                        .setParameter("due", deadline.dueAt())
                        .setParameter("warn", text(deadline.warnAt()))
                        .setParameter("begun", text(deadline.begun()))
                        .setParameter("days", text(deadline.workingDays()))
                        .setParameter("left", text(deadline.warnLeft()))
                        .setParameter("provisional", deadline.provisional())
                        .setParameter("edition", deadline.policyEdition())
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    /** Lays a matter's deadline of a kind, where it has not fired, on another unit alone; its time stays. */
    public static Uni<Void> handOn(Mutiny.Session session, DeadlineKind kind, UUID subject, String unit) {
        return SessionSql.update(
                        session,
                        "update deadline set unit = $3, also_unit = null where kind = $1 and subject_id = $2 and fired_at is null",
                        kind.name(),
                        subject,
                        unit)
                .replaceWithVoid();
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
        Uni<Void> current = recounted ? Uni.createFrom().voidItem() : recount().invoke(() -> recounted = true);
        return current.chain(() -> {
            Timer.Sample begun = Timer.start(meters);
            return sweepAll().eventually(() -> begun.stop(sweeps));
        });
    }

    private Uni<Void> sweepAll() {
        return sessions.withSession(session -> session.<UUID>createNativeQuery(
                                "select id from deadline where fired_at is null and coalesce(retry_at, due_at) <= :now"
                                        + " order by coalesce(retry_at, due_at) limit :batch")
                        .setParameter("now", clock.instant())
                        .setParameter("batch", BATCH)
                        .getResultList())
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
                                        + " for update skip locked) returning kind, subject_id, array_remove(array[unit, also_unit], null),"
                                        + " due_at, provisional",
                                columns -> Stream.of((String[]) columns[2])
                                        .map(unit -> new DeadlineNear(
                                                (UUID) columns[1],
                                                EventJson.kebab(DeadlineKind.valueOf((String) columns[0])),
                                                unit,
                                                instant(columns[3]),
                                                (Boolean) columns[4]))
                                        .toList(),
                                clock.instant().atOffset(ZoneOffset.UTC))
                        .chain(near -> outbox.publishAll(
                                session,
                                near.stream()
                                        .flatMap(List::stream)
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
     * Counts anew what comes out otherwise by the calendar that there is now. It is done before the first sweep after each start,
     * for calendars come with the platform and its configuration.
     */
    public Uni<Void> recount() {
        return sessions.withSession(session -> SessionSql.select(
                                session,
                                "select distinct cast(begun_at at time zone '" + WorkingDays.ZONE
                                        + "' as date), working_days, due_at, provisional from deadline"
                                        + " where fired_at is null and begun_at is not null",
                                columns -> new Counted(
                                        (LocalDate) columns[0], (Integer) columns[1], instant(columns[2]), (Boolean)
                                                columns[3]))
                        .map(all -> all.stream().filter(this::isStale).toList())
                        .chain(stale -> alike(session, stale)))
                .chain(ids -> each(ids, this::recount));
    }

    /** What deadlines that were counted on one day have in common. */
    private record Counted(LocalDate begun, int workingDays, Instant dueAt, boolean provisional) {}

    private boolean isStale(Counted counted) {
        return NewDeadline.isStale(
                counted.dueAt(),
                counted.provisional(),
                days.dueAfter(counted.begun().atStartOfDay(WorkingDays.ZONE).toInstant(), counted.workingDays()));
    }

    private static Uni<List<UUID>> alike(Mutiny.Session session, List<Counted> stale) {
        return stale.isEmpty()
                ? Uni.createFrom().item(List.of())
                : SessionSql.select(
                        session,
                        "select id from deadline d join unnest($1::date[], $2::int[], $3::timestamptz[], $4::boolean[])"
                                + " as stale(begun, days, due, provisional) on d.working_days = stale.days"
                                + " and d.due_at = stale.due and d.provisional = stale.provisional"
                                + " and cast(d.begun_at at time zone '" + WorkingDays.ZONE
                                + "' as date) = stale.begun where d.fired_at is null order by id",
                        columns -> (UUID) columns[0],
                        stale.stream().map(Counted::begun).toArray(LocalDate[]::new),
                        stale.stream().map(Counted::workingDays).toArray(Integer[]::new),
                        stale.stream()
                                .map(one -> one.dueAt().atOffset(ZoneOffset.UTC))
                                .toArray(OffsetDateTime[]::new),
                        stale.stream().map(Counted::provisional).toArray(Boolean[]::new));
    }

    private Uni<Void> recount(UUID id) {
        return sessions.withTransaction(session -> held(session, id).chain(row -> {
                    if (row == null || row.begun() == null || row.workingDays() == null) {
                        return Uni.createFrom().voidItem();
                    }
                    WorkingDays.Due due = days.dueAfter(row.begun(), row.workingDays());
                    return NewDeadline.isStale(row.dueAt(), row.provisional(), due)
                            ? count(session, id, row, row.begun(), row.workingDays())
                                    .replaceWithVoid()
                            : Uni.createFrom().voidItem();
                }))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Deadline %s is counted anew at the next start.", id))
                .onFailure()
                .recoverWithNull();
    }

    /**
     * Counts a deadline's working days from a time, and moves what its matter says of it; it is held by the caller. It fires and
     * is warned of at its new times, whatever became of the old ones, and keeps the edition that it had from its begin.
     *
     * @param row as it was
     */
    Uni<WorkingDays.Due> count(Mutiny.Session session, UUID id, Row row, Instant begun, int workingDays) {
        WorkingDays.Due due = days.dueAfter(begun, workingDays);
        Instant warning = row.warnLeft() == null ? null : NewDeadline.warning(begun, workingDays, row.warnLeft(), days);
        return session.createNativeQuery("update deadline set due_at = :due, provisional = :provisional,"
                        + " warn_at = cast(cast(:warn as text) as timestamptz), begun_at = :begun, working_days = :days,"
                        + " warned_at = case when cast(cast(:warn as text) as timestamptz) > :now then null else warned_at end,"
                        + " retry_at = null, tries = 0,"
                        + " policy_edition = coalesce(policy_edition, cast(:edition as text)) where id = :id")
                .setParameter("due", due.at())
                .setParameter("warn", text(warning))
                .setParameter("provisional", due.provisional())
                .setParameter("begun", begun)
                .setParameter("days", workingDays)
                .setParameter("now", clock.instant())
                .setParameter(
                        "edition",
                        row.policyEdition() == null && row.begun() != null
                                ? policies.inForceAt(row.begun()).id()
                                : row.policyEdition())
                .setParameter("id", id)
                .executeUpdate()
                .chain(() -> handler(row.kind()).moved(session, row.subject(), due))
                .replaceWith(due);
    }

    /** A deadline that runs, with its matter locked until the transaction ends; null where it does not run. */
    Uni<@Nullable Row> held(Mutiny.Session session, UUID id) {
        return read(session, id)
                .chain(row -> row == null
                        ? Uni.createFrom().nullItem()
                        : session.find(handler(row.kind()).matter(), row.subject(), LockModeType.PESSIMISTIC_WRITE)
                                .chain(() -> read(session, id)));
    }

    /** A deadline that runs. */
    record Row(
            DeadlineKind kind,
            UUID subject,
            @Nullable String unit,
            @Nullable String alsoUnit,
            Instant dueAt,
            @Nullable Instant begun,
            @Nullable Integer workingDays,
            @Nullable Integer warnLeft,
            boolean provisional,
            @Nullable String policyEdition) {}

    private static Uni<@Nullable Row> read(Mutiny.Session session, UUID id) {
        return SessionSql.select(
                        session,
                        "select kind, subject_id, unit, due_at, begun_at, working_days, warn_left, provisional,"
                                + " policy_edition, also_unit from deadline where id = $1 and fired_at is null",
                        columns -> new Row(
                                DeadlineKind.valueOf((String) columns[0]),
                                (UUID) columns[1],
                                (String) columns[2],
                                (String) columns[9],
                                instant(columns[3]),
                                columns[4] == null ? null : instant(columns[4]),
                                (Integer) columns[5],
                                (Integer) columns[6],
                                (Boolean) columns[7],
                                (String) columns[8]),
                        id)
                .map(rows -> rows.isEmpty() ? null : rows.getFirst());
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    /** One transaction per deadline, so that one that fails holds up none of the others. */
    private Uni<Void> fire(UUID id) {
        return sessions.withTransaction(session ->
                read(session, id).chain(row -> row == null ? Uni.createFrom().voidItem() : fire(session, id, row)));
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
