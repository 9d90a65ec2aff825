package org.publicdatamesh.exchange.notice;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.DeadlineNear;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Warns holders of notices whose time comes near (Art. 17, 27), as deadlines are warned of: each notice once for each step,
 * however many replicas look, and those of corrections under one grant in one.
 */
@ApplicationScoped
class NearNotices {
    private static final String NEAR = "with near as (update notice set %1$s = null where id in (select id from notice"
            + " where %2$s and %1$s <= $1 order by %1$s limit 10000 for update skip locked)"
            + " returning id, kind, grant_id, holder, %3$s as due, due_provisional, position)"
            + " select (array_agg(id order by position))[1], holder, due, bool_or(due_provisional) from near where due > $1"
            + " group by grant_id, holder, due, kind, case when kind <> 'CORRECTION' then id end";
    private static final String TO_ACKNOWLEDGE =
            NEAR.formatted("acknowledge_warn_at", "state = 'SENT'", "acknowledge_due_at");
    private static final String TO_APPLY = NEAR.formatted("apply_warn_at", "state <> 'APPLIED'", "apply_due_at");

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final InstantSource clock;

    NearNotices(Mutiny.SessionFactory sessions, Outbox outbox, InstantSource clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** When notices are warned of; never where absent. */
    record Warnings(@Nullable Instant acknowledge, @Nullable Instant apply) {
        /** Of notices that were sent at a time. */
        static Warnings of(Instant sent, PolicyEdition policy, WorkingDays days) {
            return new Warnings(
                    NewDeadline.warning(sent, policy.noticeAcknowledgeDays(), policy.warningDays(), days),
                    NewDeadline.warning(sent, policy.noticeApplyDays(), policy.warningDays(), days));
        }

        /** As a parameter. */
        @Nullable
        OffsetDateTime toAcknowledge() {
            return acknowledge == null ? null : acknowledge.atOffset(ZoneOffset.UTC);
        }

        /** As a parameter. */
        @Nullable
        OffsetDateTime toApply() {
            return apply == null ? null : apply.atOffset(ZoneOffset.UTC);
        }
    }

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return tell(DeadlineKind.NOTICE_ACKNOWLEDGEMENT, TO_ACKNOWLEDGE)
                .chain(() -> tell(DeadlineKind.NOTICE_CONFIRMATION, TO_APPLY))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Notices whose time comes near are looked for again."))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> tell(DeadlineKind kind, String near) {
        return sessions.withTransaction(session -> SessionSql.select(
                        session,
                        near,
                        columns -> new DeadlineNear(
                                (UUID) columns[0],
                                EventJson.kebab(kind),
                                (String) columns[1],
                                ((OffsetDateTime) columns[2]).toInstant(),
                                (Boolean) columns[3]),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .chain(found -> outbox.publishAll(
                        session,
                        found.stream()
                                .map(one -> new Outbox.Keyed(one.subjectId().toString(), one))
                                .toList())));
    }
}
