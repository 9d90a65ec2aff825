package org.publicdatamesh.exchange.notice;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.grant.GrantNotices;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Notices of what was done to grants (Art. 25). They are written with the step and get their place in the inbox within a
 * second: places are given one by one, behind a load that may be telling of many rows, and a revocation does not wait for that.
 */
@ApplicationScoped
class StepNotices implements GrantNotices {
    private final Mutiny.SessionFactory sessions;
    private final PolicyEditions policies;
    private final WorkingDays days;

    StepNotices(Mutiny.SessionFactory sessions, PolicyEditions policies, WorkingDays days) {
        this.sessions = sessions;
        this.policies = policies;
        this.days = days;
    }

    @Override
    public Uni<Void> tell(Mutiny.Session session, Told told) {
        PolicyEdition policy = policies.inForceAt(told.at());
        WorkingDays.Due acknowledge = days.dueAfter(told.at(), policy.noticeAcknowledgeDays());
        return SessionSql.update(
                        session,
                        "insert into notice (id, position, kind, step, resource_id, entry_id, grant_id, holder, reasons,"
                                + " state, sent_at, lock_version, policy_edition, acknowledge_due_at, due_provisional,"
                                + " acknowledge_warn_at)"
                                + " select id, null, 'GRANT', $3::text, $4::uuid, $5::uuid, $6::uuid, unit, $7::text,"
                                + " 'SENT', $8::timestamptz, 0, $9::text, $10::timestamptz, $11::boolean,"
                                + " $12::timestamptz"
                                + " from unnest($1::uuid[], $2::text[]) as told(id, unit)",
                        told.units().stream().map(unit -> Outbox.newId()).toArray(UUID[]::new),
                        told.units().toArray(String[]::new),
                        told.step().name(),
                        told.resourceId(),
                        told.entryId(),
                        told.grantId(),
                        told.reasons(),
                        told.at().atOffset(ZoneOffset.UTC),
                        policy.id(),
                        acknowledge.at().atOffset(ZoneOffset.UTC),
                        acknowledge.provisional(),
                        NearNotices.Warnings.of(told.at(), policy, days).toAcknowledge())
                .replaceWithVoid();
    }

    @Scheduled(every = "1s", delayed = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> place() {
        return sessions.withSession(session -> SessionSql.select(
                        session, "select 1 from notice where position is null limit 1", columns -> columns[0]))
                .chain(waiting -> waiting.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : sessions.withTransaction(session -> Notices.inOrder(session)
                                .chain(() -> SessionSql.update(
                                        session,
                                        "update notice n set position = placed.position from (select id,"
                                                + " nextval('notice_position') as position from (select id from notice"
                                                + " where position is null order by sent_at, id limit 1000) waiting)"
                                                + " placed where n.id = placed.id"))
                                .replaceWithVoid()))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Notices of steps on grants are placed again."))
                .onFailure()
                .recoverWithNull();
    }
}
