package org.publicdatamesh.exchange.grant;

import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.exchange.deadline.NewDeadline;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.exchange.party.KnownParties;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.DestructionAsked;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/** Makes grants and ends them with their term. The gate looks at the clock itself: it needs no sweep to refuse. */
@ApplicationScoped
public class Grants implements DeadlineHandler {
    private static final Refusal REPLACED_OVER = Refusal.of(
            409, "replaced-grant-over", "The grant is over; an application for a grant of its own is needed.");
    private static final Refusal RENEWAL_ASKS_MORE = Refusal.of(
            409,
            "renewal-asks-more",
            "A renewal asks for nothing that is not held, for the purpose, the scenario and the way of delivery that the grant"
                    + " has; the grant may have been narrowed since it was applied for.");
    private static final int MOST_HELD = 20;

    private final GrantSuccession succession;
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final GrantNotices notices;
    private final GrantStops stops;

    Grants(
            GrantSuccession succession,
            Outbox outbox,
            PolicyEditions policies,
            WorkingDays days,
            InstantSource clock,
            GrantNotices notices,
            GrantStops stops) {
        this.succession = succession;
        this.outbox = outbox;
        this.notices = notices;
        this.stops = stops;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
    }

    /**
     * How it was decided that a grant be made.
     *
     * @param at when whoever decides it did so: for an offer or a proposal that is accepted, when it was made
     * @param policyEdition the edition of policy that the matter keeps
     * @param renewal whether nothing may be granted that the grant that it replaces does not hold
     * @param allSteps whether provider and authority, or a dispute, decided on it; else nothing was taken from the unit before
     * @param overruled whether the authority grants it against the provider
     */
    public record Decided(Instant at, String policyEdition, boolean renewal, boolean allSteps, boolean overruled) {}

    /**
     * Makes the grant, its end and its event, in the caller's transaction. A grant that it replaces ends at the instant at which it
     * begins, and the gate knows of both at once; one whose term ended before has no more to end. The first reading after the
     * commit finds the grant. Call with {@link #alone}, taken before the resource.
     *
     * @param resource its resource, locked
     * @throws RefusedException 409 where a grant that the unit has of the entry, or an order, keeps it from another one:
     *     see {@link GrantStops}; where something was taken from it since it was decided; where what it replaces is over, or a renewal asks for more
     */
    public Uni<Void> make(Mutiny.Session session, SharedResource resource, ShareApproved approved, Decided decided) {
        Grant grant = new Grant();
        grant.id = approved.grantId();
        grant.applicationId = approved.applicationId();
        grant.entryId = approved.entryId();
        grant.resourceId = approved.resourceId();
        grant.provider = approved.provider();
        grant.consumer = approved.consumer();
        grant.items = EventJson.write(approved.items());
        grant.rowFilter = EventJson.write(approved.rowFilter());
        grant.masks = EventJson.write(approved.masks());
        grant.purpose = approved.purpose();
        grant.validFrom = approved.validFrom();
        grant.validUntil = approved.validUntil();
        grant.rowsPerDay = approved.rowsPerDay();
        grant.scenario = approved.scenario();
        grant.expectedRows = approved.expectedRows();
        grant.delivery = approved.delivery();
        grant.replaces = approved.replaces();
        grant.state = GrantState.ALIVE;
        grant.policyEdition = decided.policyEdition();
        grant.overruled = decided.overruled();
        return stops.requireNone(
                        session,
                        grant.consumer,
                        grant.entryId,
                        grant.resourceId,
                        grant.applicationId,
                        decided.at(),
                        decided.allSteps(),
                        grant.validFrom)
                .chain(() -> KnownParties.of(session, resource, approved))
                .invoke(parties -> grant.parties = EventJson.write(parties))
                .chain(() -> session.persist(grant))
                .chain(session::flush)
                .chain(() -> Deadlines.set(session, term(grant, grant.validFrom)))
                .chain(() -> outbox.publish(session, grant.id.toString(), approved))
                .chain(() -> approved.replaces() == null
                        ? LiveGrants.write(session, resource, approved)
                        : replace(session, resource, approved.replaces(), approved, decided.renewal()));
    }

    private Uni<Void> replace(
            Mutiny.Session session, SharedResource resource, UUID id, ShareApproved fresh, boolean renewal) {
        return session.find(Grant.class, id)
                .onItem()
                .ifNull()
                .failWith(() -> new IllegalStateException("a grant in the place of one that is not there"))
                .call(old -> session.refresh(old, LockModeType.PESSIMISTIC_WRITE))
                .chain(old -> {
                    Instant at = fresh.validFrom();
                    GrantView before = GrantView.of(old, at);
                    if (!before.state().isOver() || before.state() == GrantState.EXPIRED) {
                        if (renewal && GrantRules.asksMore(fresh, before)) {
                            throw new RefusedException(RENEWAL_ASKS_MORE);
                        }
                    }
                    return switch (before.state()) {
                        case ALIVE -> replace(session, resource, old, fresh, at);
                        case EXPIRED -> LiveGrants.write(session, resource, fresh);
                        case SUSPENDED -> throw new RefusedException(GrantStop.HELD_SUSPENDED.refusal());
                        case REVOKED, RELINQUISHED, REPLACED -> throw new RefusedException(REPLACED_OVER);
                    };
                });
    }

    private Uni<Void> replace(
            Mutiny.Session session, SharedResource resource, Grant old, ShareApproved fresh, Instant at) {
        GrantView before = GrantView.of(old, at);
        boolean holdsLess = !fresh.items().containsAll(before.items())
                || !before.rowFilter().containsAll(fresh.rowFilter())
                || !before.masks().entrySet().containsAll(fresh.masks().entrySet());
        old.state = old.state
                .after(GrantState.Command.REPLACE)
                .orElseThrow(() -> new IllegalStateException("a grant that lives is replaced"));
        old.revision++;
        return Deadlines.clear(session, DeadlineKind.GRANT_END, old.id)
                .chain(() -> end(session, old, GrantEnd.REPLACED, at, null, fresh.actor(), holdsLess))
                .chain(() -> LiveGrants.replace(session, resource, old.id, fresh, holdsLess))
                .chain(() -> succession.passOn(session, old.resourceId, old.id, fresh.grantId()));
    }

    /**
     * What a unit holds under a grant.
     *
     * @param grantId the grant
     * @param resourceId its resource
     * @param items its items
     * @param rowFilter its rows
     * @param rowsPerDay its rows a day; no limit where absent
     */
    public record Held(
            UUID grantId,
            UUID resourceId,
            List<String> items,
            List<RowCondition> rowFilter,
            @Nullable Long rowsPerDay) {}

    /** What a unit holds of an entry at that time but for one grant, under the first 20 grants. */
    public static Uni<List<Held>> held(
            Mutiny.Session session, String unit, UUID entry, @Nullable UUID butFor, Instant now) {
        return SessionSql.select(
                session,
                "select id, resource_id, items, row_filter, rows_per_day from share_grant where consumer = $1"
                        + " and entry_id = $2 and state in ('ALIVE', 'SUSPENDED') and valid_until > $3"
                        + " and id is distinct from $4 order by id limit " + MOST_HELD,
                columns -> new Held(
                        (UUID) columns[0],
                        (UUID) columns[1],
                        GrantView.read((String) columns[2], new TypeReference<List<String>>() {}),
                        GrantView.read((String) columns[3], new TypeReference<List<RowCondition>>() {}),
                        (Long) columns[4]),
                unit,
                entry,
                now.atOffset(ZoneOffset.UTC),
                butFor);
    }

    /**
     * Waits until no other transaction looks at what a unit holds so as to grant it more. Call after the application is locked and
     * before a resource is.
     */
    public static Uni<Void> alone(Mutiny.Session session, String unit) {
        return SessionSql.lockName(session, "grants-of " + unit);
    }

    /**
     * Locks what comes before a grant's resource where another grant may be made of its application: the application, and what its
     * unit is granted.
     */
    public static Uni<Void> beforeAnew(Mutiny.Session session, UUID grant) {
        return SessionSql.select(
                        session,
                        "select a.consumer from application a join share_grant g on g.application_id = a.id"
                                + " where g.id = $1 for update of a",
                        columns -> (String) columns[0],
                        grant)
                .chain(units -> units.isEmpty() ? Uni.createFrom().voidItem() : alone(session, units.getFirst()));
    }

    /** The data items that a unit holds at that time but for one grant, of whatever entries, under all of its grants. */
    public static Uni<List<DataItem>> heldItems(
            Mutiny.Session session, String unit, @Nullable UUID butFor, Instant now) {
        return SessionSql.select(
                        session,
                        "select h.names, e.items from (select g.entry_id, cast(json_agg(distinct i.name) as text) as names"
                                + " from share_grant g, json_array_elements_text(cast(g.items as json)) as i(name)"
                                + " where g.consumer = $1 and g.state in ('ALIVE', 'SUSPENDED') and g.valid_until > $2"
                                + " and g.id is distinct from $3 group by g.entry_id) h"
                                + " join shared_entry e on e.entry_id = h.entry_id order by e.entry_id",
                        columns -> {
                            List<String> held =
                                    GrantView.read((String) columns[0], new TypeReference<List<String>>() {});
                            return GrantView.read((String) columns[1], new TypeReference<List<DataItem>>() {}).stream()
                                    .filter(item -> held.contains(item.name()))
                                    .toList();
                        },
                        unit,
                        now.atOffset(ZoneOffset.UTC),
                        butFor)
                .map(each -> each.stream().flatMap(List::stream).toList());
    }

    /** The grant as it is at that time; null where there is none. */
    public static Uni<@Nullable GrantView> look(Mutiny.Session session, UUID id, Instant now) {
        return session.find(Grant.class, id).map(grant -> grant == null ? null : GrantView.of(grant, now));
    }

    /** The same, locked until the transaction ends. */
    public static Uni<@Nullable GrantView> lock(Mutiny.Session session, UUID id, Instant now) {
        return session.find(Grant.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(grant -> grant == null ? null : GrantView.of(grant, now));
    }

    /** The grant as it is at that time, kept from steps until the transaction ends; null where there is none. */
    public static Uni<@Nullable GrantView> hold(Mutiny.Session session, UUID id, Instant now) {
        return session.find(Grant.class, id, LockModeType.PESSIMISTIC_READ)
                .map(grant -> grant == null ? null : GrantView.of(grant, now));
    }

    /** The grant, locked after its resource, as corrections and new grants lock it; null where there is none. */
    static Uni<@Nullable Grant> locked(Mutiny.Session session, UUID id) {
        return session.find(Grant.class, id)
                .chain(grant -> grant == null
                        ? Uni.createFrom().nullItem()
                        : SharedResource.lock(session, grant.resourceId)
                                .chain(() -> GrantStops.settle(session, grant.consumer, grant.entryId))
                                .chain(() -> session.refresh(grant, LockModeType.PESSIMISTIC_WRITE))
                                .replaceWith(grant));
    }

    /**
     * A grant with who ended it.
     *
     * @param grant the grant
     * @param byAuthority whether the authority ended it
     * @param suspendedByAuthority whether the authority had suspended it by then
     * @param person who
     */
    public record Ended(
            GrantView grant,
            boolean byAuthority,
            boolean suspendedByAuthority,
            @Nullable String person) {}

    /** The grant as it is at that time and who ended it, kept from steps until the transaction ends; null where there is none. */
    public static Uni<@Nullable Ended> ended(Mutiny.Session session, UUID id, Instant now) {
        return locked(session, id)
                .map(grant -> grant == null
                        ? null
                        : new Ended(
                                GrantView.of(grant, now),
                                grant.endedByAuthority,
                                grant.suspendedByAuthority,
                                grant.endedPerson));
    }

    /** The end of a grant's term. */
    NewDeadline term(Grant grant, Instant now) {
        return NewDeadline.at(DeadlineKind.GRANT_END, grant.id, grant.consumer, grant.validUntil, policy(grant), now);
    }

    /** The edition that the matter keeps; grants of before keep the one that was in force when they began. */
    private PolicyEdition policy(Grant grant) {
        return policies.kept(grant.policyEdition, grant.validFrom);
    }

    /**
     * Who holds a resource.
     *
     * @param grantId the grant
     * @param unit the holder's unit
     */
    public record Holder(UUID grantId, String unit) {}

    /** Who holds the resource at that time under a grant that was made; call with the resource locked. */
    public static Uni<List<Holder>> holders(Mutiny.Session session, UUID resource, Instant now) {
        return SessionSql.select(
                session,
                "select id, consumer from share_grant where resource_id = $1 and state in ('ALIVE', 'SUSPENDED')"
                        + " and valid_until > $2"
                        + " order by id",
                columns -> new Holder((UUID) columns[0], (String) columns[1]),
                resource,
                now.atOffset(ZoneOffset.UTC));
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.GRANT_END;
    }

    @Override
    public Class<?> matter() {
        return Grant.class;
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Grant.class, subject).chain(grant -> {
            GrantState after = grant.state.after(GrantState.Command.EXPIRE).orElse(null);
            if (after == null) {
                return Uni.createFrom().voidItem();
            }
            grant.state = after;
            grant.revision++;
            return end(session, grant, GrantEnd.EXPIRED, grant.validUntil, null, null);
        });
    }

    /** What every end brings: its event, the gate's knowledge of it, and the time to report what became of the data. */
    Uni<Void> end(
            Mutiny.Session session,
            Grant grant,
            GrantEnd end,
            Instant at,
            @Nullable String reasons,
            @Nullable Actor actor) {
        return end(session, grant, end, at, reasons, actor, true);
    }

    private Uni<Void> end(
            Mutiny.Session session,
            Grant grant,
            GrantEnd end,
            Instant at,
            @Nullable String reasons,
            @Nullable Actor actor,
            boolean asksForReport) {
        grant.endedAt = at;
        grant.endReasons = reasons;
        GrantEnded ended = new GrantEnded(
                grant.id, grant.entryId, grant.resourceId, grant.provider, grant.consumer, end, at, reasons, actor);
        return outbox.publish(session, grant.id.toString(), ended)
                .chain(() -> LiveGrants.apply(session, ended))
                .chain(() -> asksForReport
                        ? askForReport(session, grant, at)
                        : Uni.createFrom().voidItem())
                .chain(() -> tell(session, grant, step(end), reasons, actor));
    }

    private Uni<Void> askForReport(Mutiny.Session session, Grant grant, Instant at) {
        PolicyEdition policy = policy(grant);
        Instant now = clock.instant();
        NewDeadline report = NewDeadline.in(
                DeadlineKind.DESTRUCTION_REPORT,
                grant.id,
                grant.consumer,
                // After an outage an end is told of late; the unit has its time from then.
                now.isAfter(at) ? now : at,
                policy.destructionReportDays(),
                policy,
                days);
        grant.reportDueAt = report.dueAt();
        grant.reportDueProvisional = report.provisional();
        return Deadlines.set(session, report)
                .chain(() -> outbox.publish(
                        session,
                        grant.id.toString(),
                        new DestructionAsked(
                                grant.id,
                                grant.entryId,
                                grant.resourceId,
                                grant.provider,
                                grant.consumer,
                                report.dueAt(),
                                report.provisional())));
    }

    private static GrantStep step(GrantEnd end) {
        return switch (end) {
            case EXPIRED -> GrantStep.EXPIRED;
            case REVOKED -> GrantStep.REVOKED;
            case RELINQUISHED -> GrantStep.RELINQUISHED;
            case REPLACED -> GrantStep.REPLACED;
        };
    }

    /** Tells the grant's consumer and provider of a step; not the unit that took it, which knows. */
    Uni<Void> tell(
            Mutiny.Session session, Grant grant, GrantStep step, @Nullable String reasons, @Nullable Actor actor) {
        Set<String> units = new LinkedHashSet<>(List.of(grant.consumer, grant.provider));
        if (actor != null) {
            units.remove(actor.unit());
        }
        return notices.tell(
                session,
                new GrantNotices.Told(
                        grant.id, grant.entryId, grant.resourceId, units, step, reasons, clock.instant()));
    }
}
