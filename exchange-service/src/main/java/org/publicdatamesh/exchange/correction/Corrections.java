package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.notice.Notices;
import org.publicdatamesh.exchange.pool.PoolTable;
import org.publicdatamesh.exchange.pool.Releases;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.DataCorrected;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Corrects a row everywhere at once: the pool, the notices of all holders, the event and the open release commit in one
 * transaction, or none of them does.
 */
@ApplicationScoped
class Corrections {
    static final Refusal NO_SUCH_ROW = Refusal.of(409, "no-such-row", "The pool holds no row of this key.");
    static final Refusal NO_CHANGE = Refusal.of(409, "no-change", "The row holds these values already.");

    private final Notices notices;
    private final Releases releases;
    private final Outbox outbox;
    private final InstantSource clock;

    Corrections(Notices notices, Releases releases, Outbox outbox, InstantSource clock) {
        this.notices = notices;
        this.releases = releases;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Corrects a row of a resource that the session has locked. */
    Uni<Correction> correct(
            Mutiny.Session session,
            SharedResource resource,
            @Nullable UUID doubtId,
            Map<String, String> key,
            List<Answer.NewValue> values,
            String reasons,
            Actor actor) {
        if (!resource.loaded()) {
            throw new RefusedException(NO_SUCH_ROW);
        }
        Instant now = clock.instant();
        PoolTable table = new PoolTable(resource);
        return table.lock(session, key).chain(row -> {
            if (row == null) {
                throw new RefusedException(NO_SUCH_ROW);
            }
            List<Change> changes = CorrectionRules.changes(resource, row, values);
            if (changes.isEmpty()) {
                throw new RefusedException(NO_CHANGE);
            }
            Map<String, @Nullable String> after = CorrectionRules.after(row, changes);
            return notices.seen(session, resource, now, List.of(new Notices.Row(row, after, changes)))
                    .map(List::getFirst)
                    .chain(seen -> table.change(session, key, fresh(changes))
                            .chain(() -> numbers(session, resource, 1))
                            .chain(sequence -> {
                                Correction correction =
                                        correction(resource, doubtId, key, changes, reasons, sequence, now);
                                return session.persist(correction)
                                        .chain(session::flush)
                                        .chain(() -> releases.release(session, resource))
                                        .chain(() -> notices.write(
                                                session,
                                                resource,
                                                List.of(new Notices.Told(correction.id, sequence, reasons, now, seen))))
                                        .chain(() -> outbox.publish(
                                                session,
                                                resource.id().toString(),
                                                event(correction, key, changes, seen.size(), actor)))
                                        .replaceWith(correction);
                            }));
        });
    }

    private static Map<String, @Nullable String> fresh(List<Change> changes) {
        Map<String, @Nullable String> values = new java.util.LinkedHashMap<>();
        changes.forEach(change -> values.put(change.item(), change.newValue()));
        return values;
    }

    /**
     * Takes numbers of the resource and gives the first; the resource is locked, so numbers have no gaps and follow the
     * commits.
     */
    static Uni<Long> numbers(Mutiny.Session session, SharedResource resource, int count) {
        return SessionSql.select(
                        session,
                        "update shared_resource set last_sequence = last_sequence + $2 where resource_id = $1"
                                + " returning last_sequence",
                        columns -> (Long) columns[0] - count + 1,
                        resource.id(),
                        (long) count)
                .map(List::getFirst);
    }

    private static Correction correction(
            SharedResource resource,
            @Nullable UUID doubtId,
            Map<String, String> key,
            List<Change> changes,
            String reasons,
            long sequence,
            Instant now) {
        Correction correction = new Correction();
        correction.id = Outbox.newId();
        correction.resourceId = resource.id();
        correction.entryId = resource.entryId();
        correction.provider = resource.unit();
        correction.sequence = sequence;
        correction.doubtId = doubtId;
        correction.rowKey = EventJson.write(key);
        correction.effect = Effect.CHANGED;
        correction.changes = EventJson.write(changes);
        correction.reasons = reasons;
        correction.correctedAt = now;
        return correction;
    }

    private static DataCorrected event(
            Correction correction, Map<String, String> key, List<Change> changes, int holders, Actor actor) {
        return new DataCorrected(
                correction.id,
                correction.doubtId,
                null,
                correction.resourceId,
                correction.entryId,
                correction.provider,
                correction.sequence,
                null,
                key,
                changes,
                correction.reasons,
                holders,
                actor);
    }
}
