package org.publicdatamesh.catalog.standard;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.entry.SubmissionCheck;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.StandardIssued;
import org.publicdatamesh.kit.event.catalog.StandardWithdrawn;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;

/** Standards from draft to withdrawal, and the check of what is submitted by those that are in force (Art. 7, 10). */
@ApplicationScoped
class Standards implements SubmissionCheck {
    private static final int PART = 500;
    /** By how much the caller's clock may be behind. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal DRAFT_EXISTS =
            Refusal.of(409, "draft-exists", "A draft of this standard is under work; change that one.");
    private static final Refusal NOT_TRIED = Refusal.of(
            409, "not-tried", "The rules as they are have not been tried on the published entries; try them first.");

    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;
    private final Map<UUID, Checker> checkers = new ConcurrentHashMap<>();

    Standards(Outbox outbox, Caller caller, InstantSource clock) {
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<StandardEdition> draft(Mutiny.Session session, NewStandard asked) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        refuse(Contradictions.in(asked.rules()));
        return session.createQuery(
                        "from StandardEdition where code = :code order by edition desc", StandardEdition.class)
                .setParameter("code", asked.code())
                .setMaxResults(1)
                .getSingleResultOrNull()
                .chain(last -> {
                    if (last != null && last.state == StandardState.DRAFT) {
                        throw new RefusedException(DRAFT_EXISTS);
                    }
                    StandardEdition standard =
                            StandardEdition.draft(Outbox.newId(), asked.code(), last == null ? 1 : last.edition + 1);
                    standard.state(asked, actor.person(), clock.instant());
                    return session.persist(standard).chain(session::flush).replaceWith(standard);
                });
    }

    Uni<StandardEdition> edit(Mutiny.Session session, UUID id, @Nullable String ifMatch, NewStandard asked) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        refuse(Contradictions.in(asked.rules()));
        return found(session, id)
                .invoke(standard -> {
                    IfMatch.require(ifMatch, standard.lockVersion);
                    require(standard, StandardState.DRAFT);
                    if (!standard.code.equals(asked.code())) {
                        refuse(List.of(
                                Violation.at("/code", "not-changeable", "The code of an edition stays what it is.")));
                    }
                    standard.state(asked, actor.person(), clock.instant());
                })
                .call(session::flush);
    }

    /** Tries a draft on everything that is published. */
    Uni<StandardEdition> trial(Mutiny.Session session, UUID id) {
        return found(session, id).chain(standard -> {
            require(standard, StandardState.DRAFT);
            Checker checker = standard.checker();
            Count count = new Count();
            return Multi.createBy()
                    .repeating()
                    .uni(() -> PublishedEntries.after(session, count.after, PART)
                            .invoke(part -> {
                                for (PublishedEntry entry : part) {
                                    count.entries++;
                                    count.breaking += checker.broken(entry.unit(), entry.content())
                                                    .isEmpty()
                                            ? 0
                                            : 1;
                                    count.after = entry.id();
                                }
                                session.clear();
                            }))
                    .whilst(part -> part.size() == PART)
                    .onItem()
                    .ignoreAsUni()
                    .chain(() -> found(session, id))
                    .invoke(tried -> {
                        tried.triedAt = clock.instant();
                        tried.triedEntries = count.entries;
                        tried.breakingEntries = count.breaking;
                    })
                    .call(session::flush);
        });
    }

    private static final class Count {
        private UUID after = new UUID(0, 0);
        private long entries;
        private long breaking;
    }

    /**
     * Published entries that break an edition, among some that follow an id.
     *
     * @param found those that break it
     * @param last the last one that was looked at; null where none is left
     */
    record Breaking(List<BreakingEntry> found, @Nullable UUID last) {}

    /** Looks through the next entries for those that break an edition, until it has so many or has looked at a part. */
    Uni<Breaking> breaking(Mutiny.Session session, UUID id, UUID after, int most) {
        return session.find(StandardEdition.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("standard"))
                .chain(standard -> PublishedEntries.after(session, after, PART).map(part -> {
                    Checker checker = standard.checker();
                    List<BreakingEntry> found = new ArrayList<>();
                    for (PublishedEntry entry : part) {
                        List<Violation> broken = checker.broken(entry.unit(), entry.content());
                        if (!broken.isEmpty()) {
                            found.add(new BreakingEntry(
                                    entry.id(), entry.code(), entry.content().name(), entry.unit(), broken));
                        }
                        if (found.size() == most) {
                            return new Breaking(found, entry.id());
                        }
                    }
                    return new Breaking(
                            found, part.size() < PART ? null : part.getLast().id());
                }));
    }

    Uni<StandardEdition> issue(Mutiny.Session session, UUID id, Issue issue) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN, Roles.AUTHORITY_REVIEWER);
        Instant now = clock.instant();
        return found(session, id).call(standard -> {
            require(standard, StandardState.DRAFT);
            if (standard.draftedBy.equals(actor.person())) {
                throw new RefusedException(SAME_PERSON);
            }
            if (standard.triedAt == null) {
                throw new RefusedException(NOT_TRIED);
            }
            Instant from = issue.inForceFrom().isBefore(now) ? now : issue.inForceFrom();
            if (issue.inForceFrom().isBefore(now.minus(CLOCKS))) {
                refuse(List.of(
                        Violation.at("/inForceFrom", "not-in-the-future", "A standard is not in force before now.")));
            }
            standard.state = StandardState.ISSUED;
            standard.issuedBy = actor.person();
            standard.issuedAt = now;
            standard.inForceFrom = from;
            Long breaking = standard.breakingEntries;
            return outbox.publish(
                    session,
                    standard.code,
                    new StandardIssued(
                            id,
                            standard.code,
                            standard.edition,
                            from,
                            breaking == null ? 0 : breaking.intValue(),
                            actor));
        });
    }

    Uni<StandardEdition> withdraw(Mutiny.Session session, UUID id, Withdrawal withdrawal) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        return found(session, id).call(standard -> {
            require(standard, StandardState.ISSUED);
            standard.state = StandardState.WITHDRAWN;
            standard.withdrawnAt = clock.instant();
            standard.withdrawalReasons = withdrawal.reasons();
            return outbox.publish(
                    session,
                    standard.code,
                    new StandardWithdrawn(id, standard.code, standard.edition, withdrawal.reasons(), actor));
        });
    }

    /** The editions in force: of each standard the one that came in force last. */
    Uni<List<StandardEdition>> inForce(Mutiny.Session session) {
        return session.createQuery(
                        "from StandardEdition s where state = StandardState.ISSUED and inForceFrom <= :now"
                                + " and not exists (select 1 from StandardEdition later where later.code = s.code"
                                + " and later.state = StandardState.ISSUED and later.inForceFrom <= :now"
                                + " and (later.inForceFrom > s.inForceFrom"
                                + " or later.inForceFrom = s.inForceFrom and later.edition > s.edition))"
                                + " order by code",
                        StandardEdition.class)
                .setParameter("now", clock.instant())
                .getResultList();
    }

    @Override
    public Uni<List<Violation>> broken(Mutiny.Session session, String unit, EntryContent content) {
        return inForce(session).map(standards -> standards.stream()
                .map(standard -> checkers.computeIfAbsent(standard.id, id -> standard.checker()))
                .flatMap(checker -> checker.broken(unit, content).stream())
                .toList());
    }

    private static Uni<StandardEdition> found(Mutiny.Session session, UUID id) {
        return session.find(StandardEdition.class, id, LockModeType.PESSIMISTIC_WRITE)
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("standard"));
    }

    private static void require(StandardEdition standard, StandardState state) {
        if (standard.state != state) {
            throw new RefusedException(Refusal.of(
                    409,
                    "not-in-this-state",
                    "The edition is " + EventJson.kebab(standard.state) + ".",
                    EventJson.kebab(standard.state)));
        }
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }
}
