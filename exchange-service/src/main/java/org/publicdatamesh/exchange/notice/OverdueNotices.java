package org.publicdatamesh.exchange.notice;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.exchange.NoticeStep;
import org.publicdatamesh.kit.event.exchange.NoticesOverdue;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Tells of holders that let their time pass (Art. 17, 27): a load may reach a holder with as many notices as it has rows, so
 * they are told by grant and step and not one by one, each notice once, however many replicas look.
 */
@ApplicationScoped
public class OverdueNotices {
    private static final String LATE = "with late as (update notice set %1$s = true where id in (select id from notice"
            + " where %2$s and not %1$s and %3$s <= $1 order by %3$s limit 10000 for update skip locked)"
            + " returning id, grant_id, resource_id, entry_id, holder, %3$s as due, position)"
            + " select grant_id, l.resource_id, l.entry_id, r.unit, holder, count(*),"
            + " (array_agg(l.id order by position))[1], min(due) from late l join shared_resource r"
            + " on r.resource_id = l.resource_id group by grant_id, l.resource_id, l.entry_id, r.unit, holder";
    private static final String TO_ACKNOWLEDGE =
            LATE.formatted("acknowledge_overdue", "state = 'SENT'", "acknowledge_due_at");
    private static final String TO_APPLY = LATE.formatted("apply_overdue", "state <> 'APPLIED'", "apply_due_at");

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private volatile boolean recounted;

    OverdueNotices(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
    }

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Uni<Void> counted = recounted ? Uni.createFrom().voidItem() : recount().invoke(() -> recounted = true);
        return counted.chain(() -> tell(NoticeStep.ACKNOWLEDGEMENT, TO_ACKNOWLEDGE))
                .chain(() -> tell(NoticeStep.CONFIRMATION, TO_APPLY))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Overdue notices are looked for again."))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tell(NoticeStep step, String late) {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        late,
                        columns -> new NoticesOverdue(
                                (UUID) columns[0],
                                (UUID) columns[1],
                                (UUID) columns[2],
                                (String) columns[3],
                                (String) columns[4],
                                step,
                                ((Number) columns[5]).intValue(),
                                (UUID) columns[6],
                                ((OffsetDateTime) columns[7]).toInstant()),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .chain(found -> outbox.publishAll(
                        session,
                        found.stream()
                                .map(one -> new Outbox.Keyed(one.resourceId().toString(), one))
                                .toList())));
    }

    /** A time of sending, whose notices are due at one time. */
    private record Sent(Instant at, String edition) {}

    /** Counts anew what was counted without an announced calendar, before the first look after each start. */
    public Uni<Void> recount() {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        "select distinct sent_at, policy_edition from notice where state <> 'APPLIED' and due_provisional",
                        columns -> new Sent(((OffsetDateTime) columns[0]).toInstant(), (String) columns[1]))
                .chain(all -> recount(session, all)));
    }

    private Uni<Void> recount(Mutiny.Session session, List<Sent> all) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Sent sent : all) {
            PolicyEdition policy = policies.byId(sent.edition());
            WorkingDays.Due acknowledge = days.dueAfter(sent.at(), policy.noticeAcknowledgeDays());
            WorkingDays.Due apply = days.dueAfter(sent.at(), policy.noticeApplyDays());
            NearNotices.Warnings warnings = NearNotices.Warnings.of(sent.at(), policy, days);
            chain = chain.chain(() -> SessionSql.update(
                            session,
                            "update notice set acknowledge_due_at = $1, due_provisional = $3,"
                                    + " apply_due_at = case when correction_id is null then null else $2::timestamptz end,"
                                    // One that was warned of is warned of again where the new time for it is still to
                                    // come.
                                    + " acknowledge_warn_at = case when acknowledge_warn_at is not null or $6::timestamptz > $8"
                                    + " then $6::timestamptz end,"
                                    + " apply_warn_at = case when correction_id is not null"
                                    + " and (apply_warn_at is not null or $7::timestamptz > $8) then $7::timestamptz end"
                                    + " where sent_at = $4 and policy_edition = $5 and state <> 'APPLIED' and due_provisional",
                            acknowledge.at().atOffset(ZoneOffset.UTC),
                            apply.at().atOffset(ZoneOffset.UTC),
                            apply.provisional(),
                            sent.at().atOffset(ZoneOffset.UTC),
                            policy.id(),
                            warnings.toAcknowledge(),
                            warnings.toApply(),
                            clock.instant().atOffset(ZoneOffset.UTC))
                    .replaceWithVoid());
        }
        return chain;
    }
}
