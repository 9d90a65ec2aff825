package org.publicdatamesh.exchange.grant;

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
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.DestructionAsked;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.GrantStep;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.kit.time.WorkingDays;

/** Makes grants and ends them with their term. The gate looks at the clock itself: it needs no sweep to refuse. */
@ApplicationScoped
public class Grants implements DeadlineHandler {
    private final Outbox outbox;
    private final PolicyEditions policies;
    private final WorkingDays days;
    private final InstantSource clock;
    private final GrantNotices notices;

    Grants(Outbox outbox, PolicyEditions policies, WorkingDays days, InstantSource clock, GrantNotices notices) {
        this.outbox = outbox;
        this.notices = notices;
        this.policies = policies;
        this.days = days;
        this.clock = clock;
    }

    /**
     * Makes the grant, its end and its event, in the caller's transaction.
     *
     * @param policyEdition the edition of policy that the matter keeps
     * @param overruled whether the authority grants it against the provider
     */
    public Uni<Void> make(Mutiny.Session session, ShareApproved approved, String policyEdition, boolean overruled) {
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
        grant.state = GrantState.ALIVE;
        grant.policyEdition = policyEdition;
        grant.overruled = overruled;
        return session.persist(grant)
                .chain(session::flush)
                .chain(() -> Deadlines.set(session, term(grant, grant.validFrom)))
                .chain(() -> outbox.publish(session, grant.id.toString(), approved));
    }

    /** The grant as it is at that time, kept from steps until the transaction ends; null where there is none. */
    public static Uni<@Nullable GrantView> hold(Mutiny.Session session, UUID id, Instant now) {
        return session.find(Grant.class, id, LockModeType.PESSIMISTIC_READ)
                .map(grant -> grant == null ? null : GrantView.of(grant, now));
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
        grant.endedAt = at;
        grant.endReasons = reasons;
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
        GrantEnded ended = new GrantEnded(
                grant.id, grant.entryId, grant.resourceId, grant.provider, grant.consumer, end, at, reasons, actor);
        return outbox.publish(session, grant.id.toString(), ended)
                .chain(() -> LiveGrants.apply(session, ended))
                .chain(() -> Deadlines.set(session, report))
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
                                report.provisional())))
                .chain(() -> tell(session, grant, step(end), reasons, actor));
    }

    private static GrantStep step(GrantEnd end) {
        return switch (end) {
            case EXPIRED -> GrantStep.EXPIRED;
            case REVOKED -> GrantStep.REVOKED;
            case RELINQUISHED -> GrantStep.RELINQUISHED;
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
