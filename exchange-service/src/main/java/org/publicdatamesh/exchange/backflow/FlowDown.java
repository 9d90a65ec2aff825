package org.publicdatamesh.exchange.backflow;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.application.NewApplication;
import org.publicdatamesh.exchange.backflow.BackflowState.Command;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.notice.Narrowing;
import org.publicdatamesh.exchange.pool.PoolTable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.access.AccessLog;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.AccessRecorded;
import org.publicdatamesh.kit.event.exchange.CorrectionsDelivered;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Where the data are held: tells the level below what became of its request, then the rows that the grant lets it see, then each
 * change of them, in the order of the grant's inbox, while the grant lives. That values leave is recorded first, as for every
 * holder (Art. 4, 40).
 */
@ApplicationScoped
class FlowDown {
    private static final int BATCH = 100;
    private static final int PART_BYTES = 400_000;
    private static final int PART_ROWS = 500;
    private static final Duration HELD_BACK = Duration.ofSeconds(10);
    private static final String SEES_OTHER =
            "What the grant lets be seen was changed; what came before does not go on. A new request begins anew.";

    private final Mutiny.SessionFactory sessions;
    private final Backflows backflows;
    private final AccessLog log;
    private final InstantSource clock;
    private final Containment containment;

    FlowDown(
            Mutiny.SessionFactory sessions,
            Backflows backflows,
            AccessLog log,
            InstantSource clock,
            Containment containment) {
        this.sessions = sessions;
        this.containment = containment;
        this.backflows = backflows;
        this.log = log;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "3s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select b.id from backflow b left join application a on a.id = b.application_id"
                                + " left join live_grant g on g.grant_id = coalesce(b.grant_id, a.grant_id)"
                                + " where b.application_id is not null and (b.state = 'APPLIED' and (g.ended"
                                + " or not g.suspended or a.state in ('REJECTED', 'UPHELD', 'WITHDRAWN'))"
                                + " or b.state = 'GRANTED' and (g.ended or g.seen_revision <> b.seen_revision"
                                + " or exists (select 1 from notice n where"
                                + " n.grant_id = b.grant_id and n.position > b.told_position and not g.suspended)))"
                                + " and (b.retry_at is null or b.retry_at <= $1)"
                                + " order by b.changed_at limit " + BATCH,
                        columns -> (UUID) columns[0],
                        now()))
                .chain(ids -> {
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (UUID id : ids) {
                        chain = chain.chain(() -> sessions.withTransaction(session -> next(session, id))
                                .onFailure()
                                .recoverWithUni(failure -> later(id, failure)));
                    }
                    return chain;
                });
    }

    /** A turn that failed is taken again after 2 s at first, and after at most an hour; the others have theirs before it. */
    private Uni<Void> later(UUID id, Throwable failure) {
        Log.errorf(failure, "Request %s is told below later.", id);
        return sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "update backflow set tries = tries + 1, lock_version = lock_version + 1, retry_at ="
                                + " $2::timestamptz + least(interval '1 hour', interval '2 seconds' * power(2, least(tries, 20)))"
                                + " where id = $1",
                        id,
                        now()))
                .replaceWithVoid()
                .onFailure()
                .invoke(again -> Log.errorf(again, "Request %s is told below at once again.", id))
                .onFailure()
                .recoverWithNull();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private Uni<Void> next(Mutiny.Session session, UUID id) {
        return session.find(Backflow.class, id, LockModeType.PESSIMISTIC_WRITE).chain(backflow -> {
            backflow.tries = 0;
            backflow.retryAt = null;
            return switch (backflow.state) {
                case APPLIED -> decided(session, backflow);
                case GRANTED -> flowing(session, backflow);
                default -> Uni.createFrom().voidItem();
            };
        });
    }

    /** Nothing is told while the grant is suspended or stopped by a containment order (Art. 42). */
    private Uni<Void> heldBack(Backflow backflow) {
        backflow.retryAt = clock.instant().plus(HELD_BACK);
        return Uni.createFrom().voidItem();
    }

    private record Decision(
            String state, @Nullable UUID grantId, @Nullable String reasons) {}

    private Uni<Void> decided(Mutiny.Session session, Backflow backflow) {
        return SessionSql.select(
                        session,
                        "select state, grant_id, coalesce(review_reasons, refusal_reasons) from application where id = $1",
                        columns -> new Decision((String) columns[0], (UUID) columns[1], (String) columns[2]),
                        backflow.applicationId)
                .map(List::getFirst)
                .chain(decision -> {
                    UUID grantId = decision.grantId();
                    if (grantId != null) {
                        return granted(session, backflow, grantId);
                    }
                    String reasons = decision.reasons();
                    return refused(session, backflow, reasons == null ? decision.state() : reasons);
                });
    }

    private Uni<Void> refused(Mutiny.Session session, Backflow backflow, String reasons) {
        return backflows.refused(session, backflow, reasons, null).replaceWithVoid();
    }

    /** The rows that there are and the place in the inbox belong together: the resource is locked. */
    private Uni<Void> granted(Mutiny.Session session, Backflow backflow, UUID grantId) {
        UUID resourceId = Backflows.read(backflow.wish, NewApplication.class).resourceId();
        Instant now = clock.instant();
        return SharedResource.lock(session, resourceId)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("a grant on a resource that is not known"))
                .chain(resource -> LiveGrants.holders(session, resourceId, now)
                        .map(held -> held.stream()
                                .filter(grant -> grant.grantId().equals(grantId))
                                .findFirst()
                                .orElse(null))
                        .chain(grant -> {
                            if (grant == null) {
                                return refused(session, backflow, "The grant was over before it was told.");
                            }
                            if (grant.rowsPerDay() != null) {
                                return refused(session, backflow, "Under a quota of rows a day nothing flows down.");
                            }
                            if (containment.stopped(grantId, resourceId)) {
                                return heldBack(backflow);
                            }
                            return LiveGrants.showing(session, Set.of(grantId), now)
                                    .chain(showing -> showing.isEmpty()
                                            ? heldBack(backflow)
                                            : begin(session, backflow, resource, grant));
                        }));
    }

    private static Uni<Long> seenRevision(Mutiny.Session session, UUID grantId) {
        return SessionSql.select(
                        session,
                        "select seen_revision from live_grant where grant_id = $1",
                        columns -> (Long) columns[0],
                        grantId)
                .map(List::getFirst);
    }

    private Uni<Void> begin(Mutiny.Session session, Backflow backflow, SharedResource resource, ShareApproved grant) {
        backflows.move(backflow, Command.GRANT);
        backflow.grantId = grant.grantId();
        backflow.entryId = grant.entryId();
        backflow.resourceId = grant.resourceId();
        backflow.validUntil = grant.validUntil();
        PoolTable table = new PoolTable(resource);
        return SessionSql.select(
                        session,
                        "select coalesce(max(position), 0) from notice where grant_id = $1",
                        columns -> (Long) columns[0],
                        grant.grantId())
                .invoke(last -> backflow.toldPosition = last.getFirst())
                .chain(() -> seenRevision(session, grant.grantId()))
                .invoke(revision -> backflow.seenRevision = revision)
                .chain(() -> backflows.tell(
                        session,
                        backflow,
                        new LevelMessage.Granted(
                                grant.grantId(), grant.entryId(), grant.resourceId(), grant.validUntil())))
                .chain(() -> backflows.published(session, backflow, null))
                .chain(() -> table.parts(session, PART_BYTES, PART_ROWS))
                .chain(starts -> Multi.createFrom()
                        .range(0, starts.size())
                        .onItem()
                        .transformToUniAndConcatenate(part -> table.part(
                                        session,
                                        starts.get(part),
                                        part + 1 == starts.size() ? null : starts.get(part + 1))
                                .chain(rows -> backflows.tell(
                                        session, backflow, new LevelMessage.Flow(seen(grant, resource, rows), null))))
                        .collect()
                        .last())
                // Last before the values leave with the commit: what fails before is not recorded.
                .chain(() -> session.flush())
                .chain(() -> log.record(
                        grant.grantId().toString(),
                        new AccessRecorded(
                                Outbox.newId(),
                                grant.grantId(),
                                grant.entryId(),
                                grant.resourceId(),
                                grant.provider(),
                                grant.consumer(),
                                grant.items(),
                                grant.rowFilter(),
                                "backflow",
                                gateway(grant.consumer()))))
                .replaceWithVoid();
    }

    private static List<Narrowing> seen(
            ShareApproved grant, SharedResource resource, List<List<@Nullable String>> rows) {
        List<Narrowing> seen = new ArrayList<>();
        for (List<@Nullable String> values : rows) {
            Map<String, @Nullable String> row = new LinkedHashMap<>();
            for (int i = 0; i < resource.items().size(); i++) {
                row.put(resource.items().get(i).name(), values.get(i));
            }
            Narrowing narrowing = Narrowing.of(grant, resource, null, row, List.of());
            if (narrowing != null) {
                seen.add(narrowing);
            }
        }
        return seen;
    }

    private record Sent(
            UUID id, long position, Instant at, @Nullable Narrowing row, String reasons) {}

    /** What changed since; what was sent before the grant came to hold less is withheld, as in every inbox. */
    private Uni<Void> flowing(Mutiny.Session session, Backflow backflow) {
        UUID grantId = known(backflow.grantId);
        return seenRevision(session, grantId)
                .chain(revision -> revision == backflow.seenRevision
                        ? asBegun(session, backflow, grantId)
                        : ended(session, backflow, SEES_OTHER));
    }

    private Uni<Void> asBegun(Mutiny.Session session, Backflow backflow, UUID grantId) {
        return LiveGrants.showing(session, Set.of(grantId), clock.instant()).chain(showing -> SessionSql.select(
                        session,
                        "select id, position, sent_at, row_key, effect, changes, reasons from notice"
                                + " where grant_id = $1 and position > $2 order by position limit " + BATCH,
                        FlowDown::sent,
                        grantId,
                        backflow.toldPosition)
                .chain(sent -> {
                    Instant since = showing.get(grantId);
                    if (since == null) {
                        return over(session, backflow, grantId);
                    }
                    if (backflows.contained(backflow)) {
                        return heldBack(backflow);
                    }
                    return told(session, backflow, grantId, sent, since);
                }));
    }

    private static Sent sent(Object[] columns) {
        return new Sent(
                (UUID) columns[0],
                (Long) columns[1],
                ((OffsetDateTime) columns[2]).toInstant(),
                columns[4] == null
                        ? null
                        : new Narrowing(
                                Effect.valueOf((String) columns[4]),
                                Stored.key((String) columns[3]),
                                Stored.changes((String) columns[5])),
                (String) columns[6]);
    }

    private Uni<Void> told(Mutiny.Session session, Backflow backflow, UUID grantId, List<Sent> sent, Instant since) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        Uni<Void> records = Uni.createFrom().voidItem();
        backflow.changedAt = clock.instant();
        for (Sent one : sent) {
            backflow.toldPosition = one.position();
            Narrowing row = one.row();
            if (row != null && one.at().isAfter(since)) {
                chain = chain.chain(
                        () -> backflows.tell(session, backflow, new LevelMessage.Flow(List.of(row), one.reasons())));
                records = records.chain(() -> log.record(grantId.toString(), delivered(backflow, grantId, one, row)));
            }
        }
        Uni<Void> last = records;
        return chain.chain(session::flush).chain(() -> last);
    }

    private static CorrectionsDelivered delivered(Backflow backflow, UUID grantId, Sent one, Narrowing row) {
        String below = known(backflow.below);
        return new CorrectionsDelivered(
                Outbox.newId(),
                grantId,
                known(backflow.entryId),
                known(backflow.resourceId),
                below,
                List.of(one.id()),
                row.changes().stream()
                        .map(change -> change.item())
                        .distinct()
                        .sorted()
                        .toList(),
                gateway(below));
    }

    /** Over, and not suspended only. */
    private Uni<Void> over(Mutiny.Session session, Backflow backflow, UUID grantId) {
        return SessionSql.select(
                        session,
                        "select ended or valid_until <= $2 from live_grant where grant_id = $1",
                        columns -> (Boolean) columns[0],
                        grantId,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .chain(over -> over.getFirst() ? ended(session, backflow, null) : heldBack(backflow));
    }

    private Uni<Void> ended(Mutiny.Session session, Backflow backflow, @Nullable String reasons) {
        backflows.move(backflow, Command.END);
        Instant at = clock.instant();
        backflow.validUntil = at;
        backflow.reasons = reasons;
        return backflows
                .tell(session, backflow, new LevelMessage.Ended(at, reasons))
                .chain(() -> backflows.published(session, backflow, null))
                .replaceWithVoid();
    }

    private static Actor gateway(String below) {
        return new Actor("level-gateway", below, Roles.DATA_SYSTEM);
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("what flows down has a grant and a level below");
        }
        return value;
    }
}
