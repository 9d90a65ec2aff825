package org.publicdatamesh.catalog.duty;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DutyFulfilled;
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.DutyOpened;
import org.publicdatamesh.kit.event.catalog.DutyOutcome;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
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
 * Duties of units to look at their entries again (Art. 12, 23). A duty is fulfilled by a new version, by a retirement, or by
 * filing with the authority that the entry holds.
 */
@ApplicationScoped
public class Duties implements EntryFollower {
    /** How many working days before it is due a duty is reminded of. */
    static final int REMINDED_BEFORE = 5;

    private static final int PART = 500;
    private static final Refusal NONE_AFFECTED =
            Refusal.of(409, "no-entry-affected", "No published entry is affected.");
    private static final Refusal REGISTERED = Refusal.of(
            409, "already-registered", "Every entry that is affected has an open duty of this change already.");
    private static final Refusal FULFILLED = Refusal.of(409, "already-fulfilled", "The duty has been fulfilled.");

    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final Caller caller;
    private final InstantSource clock;
    private final List<FilingGuard> guards;

    Duties(
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            Caller caller,
            InstantSource clock,
            @Any Instance<FilingGuard> guards) {
        this.outbox = outbox;
        this.policies = policies;
        this.days = days;
        this.caller = caller;
        this.clock = clock;
        this.guards = guards.stream().toList();
    }

    /**
     * What duties of one matter have in common.
     *
     * @param matterId the matter; of one matter an entry has one duty
     * @param kind why
     * @param title what changed, or what round it is
     * @param description how, or what is to be looked at
     * @param legalBasis the law, regulation or rule that changed
     */
    public record Cause(
            UUID matterId,
            DutyKind kind,
            String title,
            String description,
            @Nullable LegalBasis legalBasis) {}

    /** Registers a change; a data specialist does for entries of the own unit, the authority for all. */
    Uni<Matter> register(Mutiny.Session session, RegisteredChange change) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER, Roles.DATA_SPECIALIST);
        refuse(change.violations());
        boolean authority = actor.role().equals(Roles.AUTHORITY_REVIEWER);
        Set<UUID> named = change.entries() == null ? Set.of() : new HashSet<>(change.entries());
        Set<UUID> missing = new HashSet<>(named);
        Cause cause =
                new Cause(Outbox.newId(), change.kind(), change.title(), change.description(), change.legalBasis());
        Progress progress = new Progress();
        return alone(session, cause)
                .chain(() -> openFor(
                        session,
                        cause,
                        actor,
                        authority ? null : actor.unit(),
                        entry -> {
                            missing.remove(entry.id());
                            return named.contains(entry.id())
                                    || entry.unit().equals(change.unit())
                                    || cites(entry, change.citing());
                        },
                        affected -> notYetOwed(session, cause, affected, progress),
                        progress))
                .invoke(matter -> {
                    List<Violation> violations = new ArrayList<>();
                    for (int i = 0;
                            change.entries() != null && i < change.entries().size();
                            i++) {
                        if (missing.contains(change.entries().get(i))) {
                            violations.add(Violation.at(
                                    "/entries/" + i, "unknown-entry", "No published entry of yours has this id."));
                        }
                    }
                    refuse(violations);
                    UUID before = progress.owedOf;
                    if (matter.duties() == 0 && before != null) {
                        String at = "/api/v1/duties?matter=" + before;
                        throw new RefusedException(
                                REGISTERED,
                                List.of(Violation.at(
                                        "/title", "already-registered", "Its open duties are at " + at + ".", at)));
                    }
                    refuseNone(matter);
                });
    }

    /** Waits until nobody else registers a change of this title: of two at once the second finds the first one's duties. */
    private static Uni<Void> alone(Mutiny.Session session, Cause cause) {
        return SessionSql.lockName(session, "duty " + cause.title());
    }

    /** Those of the entries that have no open duty of the same change: kind, title and legal basis. */
    private static Uni<List<PublishedEntry>> notYetOwed(
            Mutiny.Session session, Cause cause, List<PublishedEntry> affected, Progress progress) {
        if (affected.isEmpty()) {
            return Uni.createFrom().item(affected);
        }
        return SessionSql.select(
                        session,
                        "select entry_id, matter_id from duty where entry_id = any($1) and state = 'OPEN' and kind = $2"
                                + " and title = $3 and legal_basis is not distinct from $4::text",
                        columns -> Map.entry((UUID) columns[0], (UUID) columns[1]),
                        affected.stream().map(PublishedEntry::id).toArray(UUID[]::new),
                        cause.kind().name(),
                        cause.title(),
                        basis(cause))
                .map(found -> {
                    Set<UUID> owed = new HashSet<>();
                    for (Map.Entry<UUID, UUID> each : found) {
                        owed.add(each.getKey());
                        progress.owedOf = each.getValue();
                    }
                    return affected.stream()
                            .filter(entry -> !owed.contains(entry.id()))
                            .toList();
                });
    }

    private static @Nullable String basis(Cause cause) {
        return cause.legalBasis() == null ? null : EventJson.write(cause.legalBasis());
    }

    private static boolean cites(PublishedEntry entry, @Nullable String title) {
        List<LegalBasis> bases = entry.content().legalBasis();
        return title != null
                && bases != null
                && bases.stream().anyMatch(basis -> basis.title().strip().equals(title.strip()));
    }

    /** Begins a round of reviews. */
    Uni<Matter> round(Mutiny.Session session, ReviewRound round) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        Cause cause = new Cause(Outbox.newId(), DutyKind.REVIEW, round.title(), round.description(), null);
        String classification = round.classification();
        return openFor(
                        session,
                        cause,
                        actor,
                        round.unit(),
                        entry -> classification == null
                                || entry.content().classification().startsWith(classification),
                        affected -> Uni.createFrom().item(affected),
                        new Progress())
                .invoke(Duties::refuseNone);
    }

    private static void refuseNone(Matter matter) {
        if (matter.duties() == 0) {
            throw new RefusedException(NONE_AFFECTED);
        }
    }

    private static final class Progress {
        private UUID after = new UUID(0, 0);
        private int opened;

        /** A matter of which entries had open duties already. */
        private @Nullable UUID owedOf;
    }

    private Uni<Matter> openFor(
            Mutiny.Session session,
            Cause cause,
            @Nullable Actor actor,
            @Nullable String unit,
            Predicate<PublishedEntry> affected,
            Function<List<PublishedEntry>, Uni<List<PublishedEntry>>> unowed,
            Progress progress) {
        PublishedEntries.Selection selection = PublishedEntries.Selection.ofUnit(unit);
        return Multi.createBy()
                .repeating()
                .uni(() -> PublishedEntries.after(session, selection, progress.after, PART)
                        .call(part -> {
                            if (!part.isEmpty()) {
                                progress.after = part.getLast().id();
                            }
                            return unowed.apply(part.stream().filter(affected).toList())
                                    .chain(owed -> {
                                        progress.opened += owed.size();
                                        return open(session, cause, owed, actor);
                                    });
                        }))
                .whilst(part -> part.size() == PART)
                .onItem()
                .ignoreAsUni()
                .map(done -> new Matter(cause.matterId(), progress.opened));
    }

    /** Opens a duty for each of these entries, with its event. */
    public Uni<Void> open(Mutiny.Session session, Cause cause, List<PublishedEntry> entries, @Nullable Actor actor) {
        if (entries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Instant now = clock.instant();
        PolicyEdition policy = policies.inForceAt(now);
        int length = policy.catalogueUpdateDays();
        WorkingDays.Due due = days.dueAfter(now, length);
        Instant remind =
                days.dueAfter(now, Math.max(1, length - REMINDED_BEFORE)).at();
        List<Duty> duties = new ArrayList<>();
        List<Outbox.Keyed> events = new ArrayList<>();
        for (PublishedEntry entry : entries) {
            Duty duty = Duty.opened(Outbox.newId(), cause.matterId(), cause.kind(), now);
            duty.entryId = entry.id();
            duty.unit = entry.unit();
            duty.title = cause.title();
            duty.description = cause.description();
            duty.legalBasis = basis(cause);
            duty.dueAt = due.at();
            duty.remindAt = remind;
            duty.dueProvisional = due.provisional();
            duty.policyEdition = policy.id();
            duties.add(duty);
            events.add(new Outbox.Keyed(
                    entry.id().toString(),
                    new DutyOpened(
                            duty.id,
                            duty.entryId,
                            duty.unit,
                            duty.kind,
                            duty.title,
                            duty.dueAt,
                            duty.dueProvisional,
                            duty.policyEdition,
                            actor)));
        }
        return session.persistAll(duties.toArray())
                .chain(session::flush)
                .invoke(session::clear)
                .chain(() -> outbox.publishAll(session, events));
    }

    /** The unit files that its entry holds. */
    Uni<Duty> file(Mutiny.Session session, UUID id, Filing filing) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        return session.find(Duty.class, id, LockModeType.PESSIMISTIC_WRITE).chain(found -> {
            Duty duty = visible(found);
            caller.requireUnit(duty.unit);
            if (duty.state != DutyState.OPEN) {
                throw new RefusedException(FULFILLED);
            }
            return PublishedEntries.one(session, duty.entryId).chain(entry -> {
                if (entry == null) {
                    throw RefusedException.notFound("entry");
                }
                duty.outcomeReasons = filing.reasons();
                return guarded(session, duty)
                        .chain(() -> fulfil(session, duty, DutyOutcome.UNCHANGED, entry.version(), actor))
                        .replaceWith(duty);
            });
        });
    }

    private Uni<Void> guarded(Mutiny.Session session, Duty duty) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (FilingGuard guard : guards) {
            all = all.chain(() -> guard.check(session, duty.matterId, duty.entryId));
        }
        return all;
    }

    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return fulfilAll(session, entryId, DutyOutcome.REVISED, version, actor);
    }

    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return fulfilAll(session, entryId, DutyOutcome.RETIRED, version, actor);
    }

    private Uni<Void> fulfilAll(Mutiny.Session session, UUID entryId, DutyOutcome outcome, int version, Actor actor) {
        return session.createQuery(
                        "from Duty where entryId = :entry and state = DutyState.OPEN order by id", Duty.class)
                .setParameter("entry", entryId)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultList()
                .chain(open -> {
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (Duty duty : open) {
                        chain = chain.chain(() -> fulfil(session, duty, outcome, version, actor));
                    }
                    return chain;
                });
    }

    private Uni<Void> fulfil(Mutiny.Session session, Duty duty, DutyOutcome outcome, int version, Actor actor) {
        Instant now = clock.instant();
        duty.state = DutyState.FULFILLED;
        duty.outcome = outcome;
        duty.fulfilledAt = now;
        duty.fulfilledVersion = version;
        return outbox.publish(
                session,
                duty.entryId.toString(),
                new DutyFulfilled(
                        duty.id,
                        duty.entryId,
                        duty.unit,
                        duty.kind,
                        outcome,
                        version,
                        !now.isBefore(duty.dueAt),
                        actor));
    }

    /** The duty, where the caller is of its unit, of the authority, or an auditor. */
    Duty visible(@Nullable Duty duty) {
        if (duty == null || !(Oversight.of(caller) || duty.unit.equals(caller.unit()))) {
            throw RefusedException.notFound("duty");
        }
        return duty;
    }

    private static void refuse(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }
}
