package org.publicdatamesh.exchange.need;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.need.NeedState.Command;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.exchange.NeedAnswerMoved;
import org.publicdatamesh.kit.event.exchange.NeedAnswerOverdue;
import org.publicdatamesh.kit.event.exchange.NeedAnswered;
import org.publicdatamesh.kit.event.exchange.NeedDeclined;
import org.publicdatamesh.kit.event.exchange.NeedFiled;
import org.publicdatamesh.kit.event.exchange.NeedRejected;
import org.publicdatamesh.kit.event.exchange.NeedRouted;
import org.publicdatamesh.kit.event.exchange.NeedWithdrawn;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/**
 * Needs from filing to an entry or a reason: the authority decides whether the data are needed and whom to ask, who is asked
 * answers within the policy's working days (Art. 7, 22). Each step and its event commit together.
 */
@ApplicationScoped
class Needs implements DeadlineHandler {
    private static final Refusal ENTRY_ORDERED =
            Refusal.of(409, "entry-ordered", "A dispute ended so that an entry is to be named (Art. 27).");

    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final AdmittedUnits units;
    private final Caller caller;

    Needs(
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            AdmittedUnits units,
            Caller caller) {
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
        this.units = units;
        this.caller = caller;
    }

    Uni<Need> file(Mutiny.Session session, NeedRequests.Filing filing) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        Instant now = clock.instant();
        String source = filing.source();
        if (source != null) {
            requireSource(source, caller.unit());
        }
        Need need = new Need();
        need.id = Outbox.newId();
        need.unit = caller.unit();
        need.title = filing.title();
        need.purpose = filing.purpose();
        need.legalGround = filing.legalGround();
        need.wished = EventJson.write(filing.wished());
        need.source = source;
        need.state = NeedState.FILED;
        need.policyEdition = policies.inForceAt(now).id();
        need.filedBy = actor.person();
        need.filedAt = now;
        need.changedAt = now;
        return session.persist(need)
                .chain(session::flush)
                .chain(() -> publish(
                        session, need, new NeedFiled(need.id, need.unit, need.title, filing.wished(), source, actor)));
    }

    private void requireSource(String source, String unit) {
        if (source.equals(unit)) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/source", "own-data", "A unit is not asked for what it needs itself.")));
        }
        if (!units.admitted(source)) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/source", "unknown-unit", "There is no such unit, or it is not admitted.")));
        }
    }

    Uni<Need> review(Mutiny.Session session, UUID id, NeedRequests.Review review) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        return open(session, id).chain(need -> switch (review.decision()) {
            case ROUTE -> route(session, need, review.source(), actor);
            case REJECT -> {
                String reasons = reasons(review.reasons());
                boolean ordered = need.entryOrdered && need.state == NeedState.ROUTED;
                move(need, ordered ? Command.REJECT_ORDERED : Command.REJECT);
                need.reasons = reasons;
                yield Deadlines.clear(session, DeadlineKind.NEED_ANSWER, need.id)
                        .chain(() -> publish(session, need, new NeedRejected(need.id, need.unit, reasons, actor)));
            }
        });
    }

    private Uni<Need> route(Mutiny.Session session, Need need, @Nullable String given, Actor actor) {
        String source = given == null ? need.source : given;
        if (source == null) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/source", "missing", "The need names no unit; say whom to ask.")));
        }
        requireSource(source, need.unit);
        return ask(session, need, Command.ROUTE, source, actor);
    }

    /** A dispute ended so that the unit that said it has no data is to name an entry, in the time that an answer has. */
    Uni<Need> reopen(Mutiny.Session session, Need need, Actor actor) {
        String source = need.declinedBy;
        if (source == null) {
            throw new IllegalStateException("a need that was declined knows by whom");
        }
        need.entryOrdered = true;
        return ask(session, need, Command.REOPEN, source, actor);
    }

    private Uni<Need> ask(Mutiny.Session session, Need need, Command command, String source, Actor actor) {
        move(need, command);
        PolicyEdition policy = policies.byId(need.policyEdition);
        NewDeadline deadline = NewDeadline.in(
                DeadlineKind.NEED_ANSWER, need.id, source, clock.instant(), policy.needAnswerDays(), policy, days);
        need.source = source;
        need.dueAt = deadline.dueAt();
        need.dueProvisional = deadline.provisional();
        need.overdue = false;
        need.reasons = null;
        return Deadlines.set(session, deadline)
                .chain(() -> publish(
                        session,
                        need,
                        new NeedRouted(need.id, need.unit, source, deadline.dueAt(), deadline.provisional(), actor)));
    }

    Uni<Need> answer(Mutiny.Session session, UUID id, NeedRequests.Answer answer) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return open(session, id).chain(need -> {
            caller.requireOneOf(Stream.ofNullable(need.source).toList());
            String source = caller.unit();
            Uni<Need> told =
                    switch (answer.answer()) {
                        case ENTRY -> entry(session, need, source, answer.entryId(), actor);
                        case DECLINE -> {
                            String reasons = reasons(answer.reasons());
                            move(need, Command.DECLINE);
                            if (need.entryOrdered) {
                                throw new RefusedException(ENTRY_ORDERED);
                            }
                            need.declinedBy = source;
                            need.declinedAt = clock.instant();
                            need.declinedPerson = actor.person();
                            need.reasons = reasons;
                            yield publish(session, need, new NeedDeclined(need.id, need.unit, source, reasons, actor));
                        }
                    };
            return told.call(() -> Deadlines.clear(session, DeadlineKind.NEED_ANSWER, need.id));
        });
    }

    /** The entry is one that its unit has published and that was not retired. */
    private Uni<Need> entry(Mutiny.Session session, Need need, String source, @Nullable UUID entry, Actor actor) {
        if (entry == null) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/entryId", "missing", "The answer names the entry that has the data.")));
        }
        move(need, Command.ANSWER);
        return SessionSql.select(
                        session,
                        "select 1 from shared_entry where entry_id = $1 and unit = $2 and not exists"
                                + " (select 1 from retired_entry r where r.entry_id = $1)",
                        columns -> columns[0],
                        entry,
                        source)
                .chain(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.invalid(List.of(
                                Violation.at("/entryId", "unknown-entry", "The unit has published no such entry.")));
                    }
                    need.entryId = entry;
                    return publish(session, need, new NeedAnswered(need.id, need.unit, source, entry, actor));
                });
    }

    Uni<Need> withdraw(Mutiny.Session session, UUID id, String reasons) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST, Roles.DATA_SUPERVISOR);
        return open(session, id).chain(need -> {
            caller.requireUnit(need.unit);
            move(need, Command.WITHDRAW);
            need.reasons = reasons;
            return Deadlines.clear(session, DeadlineKind.NEED_ANSWER, need.id)
                    .chain(() -> publish(session, need, new NeedWithdrawn(need.id, need.unit, reasons, actor)));
        });
    }

    private static Uni<Need> open(Mutiny.Session session, UUID id) {
        return session.find(Need.class, id, LockModeType.PESSIMISTIC_WRITE).map(Needs::present);
    }

    static Need present(@Nullable Need need) {
        if (need == null) {
            throw RefusedException.notFound("need");
        }
        return need;
    }

    private void move(Need need, Command command) {
        NeedState before = need.state;
        need.state = before.after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "need-in-another-state",
                        "The need is " + EventJson.kebab(before) + ".",
                        EventJson.kebab(before))));
        need.changedAt = clock.instant();
    }

    private static String reasons(@Nullable String reasons) {
        if (reasons == null || reasons.isBlank()) {
            throw RefusedException.invalid(
                    List.of(Violation.at("/reasons", "missing", "This decision needs reasons.")));
        }
        return reasons;
    }

    private Uni<Need> publish(Mutiny.Session session, Need need, MeshEvent event) {
        return outbox.publish(session, need.id.toString(), event).replaceWith(need);
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.NEED_ANSWER;
    }

    @Override
    public Class<?> matter() {
        return Need.class;
    }

    @Override
    public Uni<Void> moved(Mutiny.Session session, UUID subject, WorkingDays.Due due) {
        return session.find(Need.class, subject).chain(need -> {
            need.dueAt = due.at();
            need.dueProvisional = due.provisional();
            String source = need.source;
            return source == null
                    ? Uni.createFrom().voidItem()
                    : outbox.publish(
                            session,
                            need.id.toString(),
                            new NeedAnswerMoved(need.id, need.unit, source, due.at(), due.provisional()));
        });
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Need.class, subject).chain(need -> {
            Instant dueAt = need.dueAt;
            String source = need.source;
            if (!need.state.waitsForSource() || dueAt == null || source == null) {
                return Uni.createFrom().voidItem();
            }
            need.overdue = true;
            return outbox.publish(
                    session, need.id.toString(), new NeedAnswerOverdue(need.id, need.unit, source, dueAt));
        });
    }
}
