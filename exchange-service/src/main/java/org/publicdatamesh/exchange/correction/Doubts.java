package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.gate.RowRules;
import org.publicdatamesh.exchange.pool.PoolTable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.DoubtAnswered;
import org.publicdatamesh.kit.event.exchange.DoubtNotTaken;
import org.publicdatamesh.kit.event.exchange.DoubtReported;
import org.publicdatamesh.kit.event.exchange.DoubtSource;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.kit.event.portal.DataDoubted;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Doubts: reported by a holder or a member of the public, or recorded by the authority; answered by the provider within the
 * policy's working days (Art. 18, 27).
 */
@ApplicationScoped
class Doubts {
    static final Refusal NOT_HELD =
            Refusal.of(403, "not-held", "Only a unit with a grant on this item and this row can doubt its value.");
    static final Refusal ANSWERED = Refusal.of(409, "already-answered", "The doubt has been answered.");
    private static final Refusal ORDERED =
            Refusal.of(409, "correction-ordered", "A dispute ended so that the value is to be corrected (Art. 27).");
    static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "Who reported a doubt does not answer it (Art. 8).");

    private final Corrections corrections;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final Caller caller;
    private final AdmittedUnits units;

    Doubts(
            Corrections corrections,
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            Caller caller,
            AdmittedUnits units) {
        this.corrections = corrections;
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
        this.caller = caller;
        this.units = units;
    }

    Uni<Doubt> report(Mutiny.Session session, DoubtReport report) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SYSTEM, Roles.AUTHORITY_REVIEWER);
        Instant now = clock.instant();
        DoubtReport.Recorded recorded = report.recorded();
        List<Violation> violations = new ArrayList<>(
                CorrectionRules.brokenRecord(recorded, actor.role().equals(Roles.AUTHORITY_REVIEWER), now));
        if (recorded != null && recorded.unit() != null && !units.known(recorded.unit())) {
            violations.add(Violation.at("/recorded/unit", "unknown-unit", "There is no such unit."));
        }
        return SharedResource.find(session, report.resourceId()).chain(resource -> {
            if (resource == null) {
                violations.add(Violation.at("/resourceId", "unknown-resource", "There is no such resource."));
                throw RefusedException.invalid(violations);
            }
            violations.addAll(CorrectionRules.brokenKey(resource, report.key()));
            if (resource.item(report.item()) == null) {
                violations.add(Violation.at("/item", "unknown-item", "The entry has no such data item."));
            }
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(violations);
            }
            return row(session, resource, report.key()).chain(row -> {
                if (recorded != null && recorded.unit() == null) {
                    if (row == null) {
                        throw RefusedException.invalid(
                                List.of(Violation.at("/key", "no-such-row", "The pool holds no row of this key.")));
                    }
                    return file(
                            session,
                            resource,
                            recorded(doubt(AdmittedUnits.PUBLIC, DoubtSource.RECORDED), recorded),
                            report,
                            actor);
                }
                String holder = recorded == null || recorded.unit() == null ? caller.unit() : recorded.unit();
                return held(session, resource, report.item(), row, holder, now).chain(held -> {
                    if (!held) {
                        throw new RefusedException(NOT_HELD);
                    }
                    Doubt doubt = recorded == null
                            ? doubt(holder, DoubtSource.HOLDER)
                            : recorded(doubt(holder, DoubtSource.RECORDED), recorded);
                    return file(session, resource, doubt, report, actor);
                });
            });
        });
    }

    /**
     * Takes a doubt that came by the open portal under the id that it has there; what the pool does not have (any more) is
     * told back.
     */
    Uni<Void> take(Mutiny.Session session, DataDoubted doubted) {
        return SharedResource.find(session, doubted.resourceId()).chain(resource -> {
            if (resource == null || !resource.entryId().equals(doubted.entryId())) {
                return notTaken(session, doubted, "unknown-resource");
            }
            if (resource.item(doubted.item()) == null) {
                return notTaken(session, doubted, "unknown-item");
            }
            if (!CorrectionRules.brokenKey(resource, doubted.key()).isEmpty()) {
                return notTaken(session, doubted, "no-such-row");
            }
            return row(session, resource, doubted.key()).chain(row -> {
                if (row == null) {
                    return notTaken(session, doubted, "no-such-row");
                }
                Doubt doubt = doubt(AdmittedUnits.PUBLIC, DoubtSource.PUBLIC);
                doubt.id = doubted.doubtId();
                return file(
                                session,
                                resource,
                                doubt,
                                new DoubtReport(
                                        doubted.resourceId(),
                                        doubted.key(),
                                        doubted.item(),
                                        doubted.observed(),
                                        doubted.expected(),
                                        doubted.reasons(),
                                        null),
                                doubted.actor())
                        .replaceWithVoid();
            });
        });
    }

    private Uni<Void> notTaken(Mutiny.Session session, DataDoubted doubted, String cause) {
        return outbox.publish(
                session,
                doubted.resourceId().toString(),
                new DoubtNotTaken(doubted.doubtId(), doubted.resourceId(), doubted.entryId(), cause));
    }

    private static Uni<@Nullable Map<String, @Nullable String>> row(
            Mutiny.Session session, SharedResource resource, Map<String, String> key) {
        return resource.loaded()
                ? new PoolTable(resource).find(session, key)
                : Uni.createFrom().nullItem();
    }

    /** Whether a grant of the unit whose term runs shows it this item of this row. */
    private static Uni<Boolean> held(
            Mutiny.Session session,
            SharedResource resource,
            String item,
            @Nullable Map<String, @Nullable String> row,
            String unit,
            Instant now) {
        if (row == null) {
            return Uni.createFrom().item(false);
        }
        Map<String, DataItem> items = new LinkedHashMap<>();
        resource.items().forEach(one -> items.put(one.name(), one));
        return LiveGrants.holders(session, resource.id(), now).map(grants -> grants.stream()
                .anyMatch(grant -> grant.consumer().equals(unit)
                        && !now.isBefore(grant.validFrom())
                        && grant.items().contains(item)
                        && RowRules.matches(grant.rowFilter(), items, row)));
    }

    private static Doubt doubt(String reporter, DoubtSource source) {
        Doubt doubt = new Doubt();
        doubt.id = Outbox.newId();
        doubt.reporter = reporter;
        doubt.source = source;
        return doubt;
    }

    private static Doubt recorded(Doubt doubt, DoubtReport.Recorded recorded) {
        doubt.document = recorded.document();
        doubt.receivedOn = recorded.receivedOn();
        return doubt;
    }

    private Uni<Doubt> file(
            Mutiny.Session session, SharedResource resource, Doubt doubt, DoubtReport report, Actor actor) {
        Instant now = clock.instant();
        PolicyEdition policy = policies.inForceAt(now);
        NewDeadline deadline = NewDeadline.in(
                DeadlineKind.ANSWER, doubt.id, resource.unit(), now, policy.correctionAnswerDays(), policy, days);
        doubt.resourceId = resource.id();
        doubt.entryId = resource.entryId();
        doubt.provider = resource.unit();
        doubt.rowKey = EventJson.write(report.key());
        doubt.item = report.item();
        doubt.observed = report.observed();
        doubt.expected = report.expected();
        doubt.reasons = report.reasons();
        doubt.state = DoubtState.OPEN;
        doubt.reportedBy = actor.person();
        doubt.reportedAt = now;
        doubt.dueAt = deadline.dueAt();
        doubt.dueProvisional = deadline.provisional();
        doubt.policyEdition = policy.id();
        return session.persist(doubt)
                .chain(session::flush)
                .chain(() -> Deadlines.set(session, deadline))
                .chain(() -> outbox.publish(
                        session,
                        resource.id().toString(),
                        new DoubtReported(
                                doubt.id,
                                doubt.resourceId,
                                doubt.entryId,
                                doubt.reporter,
                                doubt.provider,
                                report.key(),
                                doubt.item,
                                doubt.dueAt,
                                doubt.dueProvisional,
                                doubt.policyEdition,
                                doubt.source,
                                actor)))
                .replaceWith(doubt);
    }

    Uni<Doubt> answer(Mutiny.Session session, UUID id, Answer answer) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR, Roles.DATA_SPECIALIST);
        return session.find(Doubt.class, id, LockModeType.PESSIMISTIC_WRITE).chain(found -> {
            Doubt doubt = visible(found);
            caller.requireUnit(doubt.provider);
            if (doubt.reportedBy.equals(actor.person())) {
                throw new RefusedException(SAME_PERSON);
            }
            DoubtState after = doubt.state.after(answer.verdict()).orElseThrow(() -> new RefusedException(ANSWERED));
            return SharedResource.lock(session, doubt.resourceId).chain(resource -> {
                if (resource == null) {
                    throw RefusedException.notFound("resource");
                }
                List<Violation> violations = CorrectionRules.brokenAnswer(resource, doubt.item, answer);
                if (!violations.isEmpty()) {
                    throw RefusedException.invalid(violations);
                }
                return requireObeyed(session, resource, doubt, answer)
                        .chain(() -> correct(session, resource, doubt, answer, actor))
                        .chain(correction -> close(session, doubt, after, answer, correction, actor));
            });
        });
    }

    /** A value that is to be corrected is not answered to be right, unless there is nothing left to correct. */
    private static Uni<Void> requireObeyed(
            Mutiny.Session session, SharedResource resource, Doubt doubt, Answer answer) {
        if (!doubt.correctionOrdered || answer.verdict() != Verdict.RIGHT) {
            return Uni.createFrom().voidItem();
        }
        return new PoolTable(resource)
                .find(session, Stored.key(doubt.rowKey))
                .invoke(row -> {
                    if (!CorrectionRules.isMoot(resource, doubt, row)) {
                        throw new RefusedException(ORDERED);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<@Nullable Correction> correct(
            Mutiny.Session session, SharedResource resource, Doubt doubt, Answer answer, Actor actor) {
        if (answer.verdict() == Verdict.RIGHT) {
            return Uni.createFrom().nullItem();
        }
        if (answer.correctionId() != null) {
            return session.find(Correction.class, answer.correctionId()).map(correction -> {
                if (correction == null
                        || !CorrectionRules.settles(resource, doubt, correction)
                        || doubt.orderedAt != null && correction.correctedAt.isBefore(doubt.orderedAt)) {
                    throw RefusedException.invalid(List.of(Violation.at(
                            "/correctionId", "not-this-value", "No correction of the doubted value has this id.")));
                }
                return correction;
            });
        }
        return corrections.correct(
                session, resource, doubt.id, Stored.key(doubt.rowKey), answer.newValues(), answer.reasons(), actor);
    }

    private Uni<Doubt> close(
            Mutiny.Session session,
            Doubt doubt,
            DoubtState after,
            Answer answer,
            @Nullable Correction correction,
            Actor actor) {
        Instant now = clock.instant();
        doubt.state = after;
        doubt.answeredAt = now;
        doubt.answeredBy = actor.person();
        doubt.answerReasons = answer.reasons();
        doubt.correctionId = correction == null ? null : correction.id;
        return Deadlines.clear(session, DeadlineKind.ANSWER, doubt.id)
                .chain(() -> outbox.publish(
                        session,
                        doubt.resourceId.toString(),
                        new DoubtAnswered(
                                doubt.id,
                                doubt.resourceId,
                                doubt.entryId,
                                doubt.reporter,
                                doubt.provider,
                                answer.verdict(),
                                answer.reasons(),
                                doubt.correctionId,
                                !now.isBefore(doubt.dueAt),
                                actor)))
                .replaceWith(doubt);
    }

    /** The doubt, where the caller is its reporter, its provider, the authority or an auditor. */
    Doubt visible(@Nullable Doubt doubt) {
        if (doubt == null
                || !(Oversight.of(caller)
                        || List.of(doubt.reporter, doubt.provider).contains(caller.unit()))) {
            throw RefusedException.notFound("doubt");
        }
        return doubt;
    }
}
