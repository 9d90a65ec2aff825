package org.publicdatamesh.catalog.duty;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.DutyOverdue;
import org.publicdatamesh.kit.event.catalog.DutyReminded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Reminds of duties, tells of those that are overdue, and opens re-examinations by schedule. Each is told once, however many
 * replicas look; after each start, what was counted without an announced calendar is counted anew first.
 */
@ApplicationScoped
class DutyClock {
    private static final int BATCH = 1000;
    private static final String DUE =
            "update duty set %1$s = true, lock_version = lock_version + 1 where id in (select id"
                    + " from duty where state = 'OPEN' and not %1$s and %2$s <= $1 order by %2$s limit " + BATCH
                    + " for update skip locked) returning id, entry_id, unit, kind, due_at";

    private final Mutiny.SessionFactory sessions;
    private final Duties duties;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final Duration reexamineAfter;
    private volatile boolean recounted;

    DutyClock(
            Mutiny.SessionFactory sessions,
            Duties duties,
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            @ConfigProperty(name = "mesh.catalog.duties.reexamine-after", defaultValue = "P365D")
                    Duration reexamineAfter) {
        this.sessions = sessions;
        this.duties = duties;
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
        this.reexamineAfter = reexamineAfter;
    }

    @Scheduled(
            every = "{mesh.catalog.clocks.every}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Uni<Void> counted = recounted ? Uni.createFrom().voidItem() : recount().invoke(() -> recounted = true);
        return counted.chain(() -> tell(
                        DUE.formatted("reminded", "remind_at"),
                        duty -> new DutyReminded(duty.id, duty.entry, duty.unit, duty.kind, duty.dueAt)))
                .chain(() -> tell(
                        DUE.formatted("overdue", "due_at"),
                        duty -> new DutyOverdue(duty.id, duty.entry, duty.unit, duty.kind, duty.dueAt)))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Duties are looked at again."))
                .onFailure()
                .recoverWithNull();
    }

    private record Due(UUID id, UUID entry, String unit, DutyKind kind, Instant dueAt) {}

    private interface Told {
        MeshEvent of(Due duty);
    }

    private Uni<Void> tell(String sql, Told told) {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        sql,
                        columns -> new Due(
                                (UUID) columns[0],
                                (UUID) columns[1],
                                (String) columns[2],
                                DutyKind.valueOf((String) columns[3]),
                                ((OffsetDateTime) columns[4]).toInstant()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .chain(due -> outbox.publishAll(
                        session,
                        due.stream()
                                .map(one -> new Outbox.Keyed(one.entry().toString(), told.of(one)))
                                .toList())));
    }

    /** A time of opening, whose duties are due at one time. */
    private record Opened(Instant at, String edition) {}

    /** Counts anew what was counted without an announced calendar. */
    Uni<Void> recount() {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        "select distinct opened_at, policy_edition from duty where state = 'OPEN' and due_provisional",
                        columns -> new Opened(((OffsetDateTime) columns[0]).toInstant(), (String) columns[1]))
                .chain(all -> recount(session, all)));
    }

    private Uni<Void> recount(Mutiny.Session session, List<Opened> all) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Opened opened : all) {
            PolicyEdition policy = policies.byId(opened.edition());
            int length = policy.catalogueUpdateDays();
            WorkingDays.Due due = days.dueAfter(opened.at(), length);
            Instant remind = days.dueAfter(opened.at(), Math.max(1, length - Duties.REMINDED_BEFORE))
                    .at();
            chain = chain.chain(() -> SessionSql.update(
                            session,
                            "update duty set due_at = $1, remind_at = $2, due_provisional = $3, lock_version = lock_version + 1"
                                    + " where opened_at = $4 and policy_edition = $5 and state = 'OPEN' and due_provisional",
                            due.at().atOffset(ZoneOffset.UTC),
                            remind.atOffset(ZoneOffset.UTC),
                            due.provisional(),
                            opened.at().atOffset(ZoneOffset.UTC),
                            policy.id())
                    .replaceWithVoid());
        }
        return chain;
    }

    /**
     * Opens a re-examination (Art. 23) for entries that are shared under conditions or not at all, where the last one, or the
     * published version, is older than {@code mesh.catalog.duties.reexamine-after} (365 days).
     */
    @Scheduled(every = "10m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> reexamine() {
        Instant before = clock.instant().minus(reexamineAfter);
        return sessions.withTransaction(session -> SessionSql.select(
                                session,
                                "select e.id from entry e join entry_version v on v.entry_id = e.id and v.version = e.live_version"
                                        + " where e.state not in ('RETIRED', 'WITHHELD') and e.live_share_type <> 'UNCONDITIONAL'"
                                        + " and v.published_at < $1 and not exists (select 1 from duty d where d.entry_id = e.id"
                                        + " and d.kind = 'REEXAMINATION' and (d.state = 'OPEN' or d.opened_at >= $1))"
                                        + " order by e.id limit " + BATCH + " for update of e skip locked",
                                columns -> (UUID) columns[0],
                                before.atOffset(ZoneOffset.UTC))
                        .chain(ids -> PublishedEntries.some(session, ids))
                        .chain(entries -> open(session, entries)))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Re-examinations are opened later."))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> open(Mutiny.Session session, List<PublishedEntry> entries) {
        return duties.open(
                session,
                new Duties.Cause(
                        Outbox.newId(),
                        DutyKind.REEXAMINATION,
                        "共享类型复核",
                        "复核有条件共享、不予共享的依据和条件是否仍然成立;符合无条件共享条件的,应当转为无条件共享(第二十三条)。",
                        null),
                entries,
                null);
    }
}
