package org.publicdatamesh.security.grading;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.grading.GradedSubject;
import org.publicdatamesh.kit.grading.Grader;
import org.publicdatamesh.kit.grading.GradingFaults;
import org.publicdatamesh.kit.grading.GradingRule;
import org.publicdatamesh.kit.grading.GradingRules;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.security.unit.Units;

/** Editions of the grading rules from draft to issue (Art. 38). */
@ApplicationScoped
class Gradings {
    /** The outbox key of all editions: they are told in their order. */
    static final String KEY = "grading";

    /** By how much the caller's clock may be behind. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** How far ahead an edition may be dated: none after it comes in force earlier. */
    static final Duration AHEAD = Duration.ofDays(366);

    private static final Refusal NOT_THE_AUTHORITY = Refusal.of(
            403, "foreign-unit", "The rules of grade and classification are made by the authority (Art. 38).");
    private static final Refusal SAME_PERSON =
            Refusal.of(403, "same-person", "Whoever drafted or changed an edition does not issue it too (Art. 8).");
    private static final Refusal DRAFT_EXISTS =
            Refusal.of(409, "draft-exists", "The next edition is under work; change that one.");

    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Gradings(Outbox outbox, Caller caller, InstantSource clock) {
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<GradingEdition> draft(Mutiny.Session session, NewGrading asked) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER, Roles.AUTHORITY_ADMIN);
        return ofTheAuthority(session, actor)
                .chain(() -> refuseFaults(session, asked.rules()))
                .chain(() -> last(session))
                .chain(last -> {
                    if (last != null && last.state != GradingState.ISSUED) {
                        throw new RefusedException(DRAFT_EXISTS);
                    }
                    GradingEdition draft = GradingEdition.draft(
                            Outbox.newId(),
                            last == null ? 1 : last.edition + 1,
                            asked,
                            actor.person(),
                            clock.instant());
                    return session.persist(draft).chain(session::flush).replaceWith(draft);
                });
    }

    Uni<GradingEdition> edit(Mutiny.Session session, UUID id, @Nullable String ifMatch, NewGrading asked) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER, Roles.AUTHORITY_ADMIN);
        return ofTheAuthority(session, actor)
                .chain(() -> refuseFaults(session, asked.rules()))
                .chain(() -> found(session, id))
                .invoke(edition -> {
                    IfMatch.require(ifMatch, edition.lockVersion);
                    edition.edit(asked, actor.person(), clock.instant());
                })
                .call(session::flush);
    }

    Uni<TrialResult> trial(Mutiny.Session session, UUID id, GradingTrial trial) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER, Roles.AUTHORITY_ADMIN);
        refuse(trial.violations());
        return ofTheAuthority(session, actor).chain(() -> found(session, id)).chain(edition -> {
            int number = edition.edition;
            String rules = edition.rules;
            return Aside.on(() -> tried(number, rules, trial)).chain(tried -> {
                edition.tried(tried.entries().size(), tried.below(), clock.instant());
                return session.flush().replaceWith(() -> new TrialResult(GradingView.listed(edition), tried.entries()));
            });
        });
    }

    private record Tried(List<TrialResult.Entry> entries, int below) {}

    private static Tried tried(int number, String rules, GradingTrial trial) {
        Grader grader = new Grader(number, GradingEdition.rules(number, rules));
        List<TrialResult.Entry> results = new ArrayList<>();
        int below = 0;
        for (GradedSubject entry : trial.entries()) {
            List<Violation> broken = grader.broken(entry);
            below += broken.isEmpty() ? 0 : 1;
            results.add(new TrialResult.Entry(entry.name(), grader.propose(entry), broken));
        }
        return new Tried(results, below);
    }

    Uni<GradingEdition> issue(Mutiny.Session session, UUID id, GradingIssue issue) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER);
        Instant now = clock.instant();
        return ofTheAuthority(session, actor)
                .chain(() -> found(session, id))
                .call(edition -> before(session, edition.edition).chain(before -> {
                    if (edition.isOf(actor.person())) {
                        throw new RefusedException(SAME_PERSON);
                    }
                    refuse(dateFaults(issue.inForceFrom(), now, before));
                    Instant from = issue.inForceFrom().isBefore(now) ? now : issue.inForceFrom();
                    edition.issue(actor.person(), from, now);
                    return refuseFaults(session, edition.rules())
                            .chain(() -> outbox.publish(session, KEY, issued(edition, from, actor)));
                }));
    }

    static GradingIssued issued(GradingEdition edition, Instant from, @Nullable Actor actor) {
        return new GradingIssued(edition.id, edition.edition, edition.title, from, edition.rules(), actor);
    }

    static List<Violation> dateFaults(Instant from, Instant now, @Nullable Instant before) {
        List<Violation> violations = new ArrayList<>();
        if (from.isBefore(now.minus(CLOCKS))) {
            violations.add(Violation.at("/inForceFrom", "not-in-the-future", "An edition is not in force before now."));
        }
        if (from.isAfter(now.plus(AHEAD))) {
            violations.add(
                    Violation.at("/inForceFrom", "too-far-ahead", "An edition is in force at most 366 days from now."));
        }
        if (before != null && !from.isAfter(before)) {
            violations.add(Violation.at(
                    "/inForceFrom",
                    "not-after-the-last",
                    "An edition is in force after the one before it, which is from " + before + " on.",
                    before.toString()));
        }
        return violations;
    }

    /** When the edition before one came or comes in force; null where there is none. */
    private static Uni<@Nullable Instant> before(Mutiny.Session session, int edition) {
        return session.createQuery(
                        "select max(inForceFrom) from GradingEdition where edition < :edition", Instant.class)
                .setParameter("edition", edition)
                .getSingleResultOrNull();
    }

    private static Uni<@Nullable GradingEdition> last(Mutiny.Session session) {
        return session.createQuery("from GradingEdition order by edition desc", GradingEdition.class)
                .setMaxResults(1)
                .getSingleResultOrNull();
    }

    private static Uni<GradingEdition> found(Mutiny.Session session, UUID id) {
        return session.find(GradingEdition.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("edition"));
    }

    private static Uni<Void> ofTheAuthority(Mutiny.Session session, Actor actor) {
        return Units.isAuthority(session, actor.unit())
                .invoke(authority -> {
                    if (!authority) {
                        throw new RefusedException(NOT_THE_AUTHORITY);
                    }
                })
                .replaceWithVoid();
    }

    private static Uni<Void> refuseFaults(Mutiny.Session session, GradingRules rules) {
        Set<String> named = new HashSet<>();
        for (GradingRule rule : rules.rules()) {
            if (rule.entries() != null && rule.entries().units() != null) {
                named.addAll(rule.entries().units());
            }
        }
        return Units.known(session, named)
                .chain(known -> Aside.on(() -> GradingFaults.in(rules, known)))
                .invoke(Gradings::refuse)
                .replaceWithVoid();
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }
}
