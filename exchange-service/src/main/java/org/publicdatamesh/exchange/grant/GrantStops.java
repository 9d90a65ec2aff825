package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Whether a unit may be granted a resource now, as far as that depends on what was done to the grants that it has or had of the
 * entry (Art. 25, 42): the one place that says so, for every way in which a grant is made. What was done to a grant is done for
 * all resources of its entry, which have the same data; an order on a resource holds for those that took its place.
 */
@ApplicationScoped
public class GrantStops {
    /** The resource $3 and those that it replaced, one after another. */
    private static final String REPLACED = "with recursive replaced (id) as (select cast($3 as uuid) union"
            + " select e.resource_id from ended_resource e join replaced s on e.successor_id = s.id) ";

    /** The grants of the unit $1 of the entry $2 that are suspended, or were when they ended; few of many, by an index of their own. */
    private static final String SUSPENDED =
            " from share_grant s where s.consumer = $1 and s.entry_id = $2 and s.suspended_at is not null";

    /**
     * What was taken from the unit of the entry by the time $3 and not given back: each narrowing and revocation of its grants there, and
     * each suspension that stood when the grant ended. Of one application there is another grant only by a dispute, which lifts a
     * suspension.
     */
    private static final String TAKEN = "(select grant_id as id, application_id, taken_at from grant_taking"
            + " where consumer = $1 and entry_id = $2 and given_back_at is null"
            + " union all select s.id, s.application_id, coalesce(s.ended_at, s.valid_until)" + SUSPENDED
            + " and (s.state not in ('ALIVE', 'SUSPENDED') or s.valid_until <= $3)"
            + " and not exists (select 1 from share_grant l where l.consumer = $1 and l.entry_id = $2"
            + " and l.application_id = s.application_id and l.valid_from >= coalesce(s.ended_at, s.valid_until)"
            + " and l.id <> s.id)) g";

    private static final Pattern A_GRANT = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final Containment containment;

    GrantStops(Containment containment) {
        this.containment = containment;
    }

    /** All that keeps a unit from being granted a resource at that time, in the order of {@link GrantStop}. */
    public Uni<List<GrantStop>> standing(Mutiny.Session session, String unit, UUID entry, UUID resource, Instant now) {
        return SessionSql.select(
                        session,
                        REPLACED
                                + "select exists (select 1" + SUSPENDED
                                + " and s.state = 'SUSPENDED' and s.valid_until > $4),"
                                + " cardinality(cast($5 as text[])) > 0 and exists (select 1 from share_grant"
                                + " where id = any(cast($5 as uuid[])) and consumer = $1 and entry_id = $2),"
                                + " exists (select 1 from replaced where cast(id as text) = any(cast($6 as text[])))",
                        columns -> {
                            List<GrantStop> stops = new ArrayList<>();
                            if ((Boolean) columns[0]) {
                                stops.add(GrantStop.HELD_SUSPENDED);
                            }
                            if ((Boolean) columns[1] || (Boolean) columns[2]) {
                                stops.add(GrantStop.CONTAINED);
                            }
                            return List.copyOf(stops);
                        },
                        unit,
                        entry,
                        resource,
                        now.atOffset(ZoneOffset.UTC),
                        containment.stopped(ContainmentTarget.GRANT).stream()
                                .filter(id -> A_GRANT.matcher(id).matches())
                                .toArray(String[]::new),
                        containment.stopped(ContainmentTarget.RESOURCE).toArray(String[]::new))
                .map(List::getFirst);
    }

    /**
     * Waits until no other step is under way on what the unit has of the entry, nor a grant of it made, until the transaction ends: a
     * decision knows of each step, and each step of each decision. Call after the resource is locked, where it is, and before a grant is.
     */
    public static Uni<Void> settle(Mutiny.Session session, String unit, UUID entry) {
        return SessionSql.lockName(session, "steps-on-grants-of " + unit + " " + entry);
    }

    /** Notes that something was taken by a step on a grant, after its revision was counted. */
    static Uni<Void> took(Mutiny.Session session, Grant grant, Instant at) {
        return SessionSql.update(
                        session,
                        "insert into grant_taking (grant_id, revision, application_id, consumer, entry_id, taken_at)"
                                + " values ($1, $2, $3, $4, $5, $6)",
                        grant.id,
                        grant.revision,
                        grant.applicationId,
                        grant.consumer,
                        grant.entryId,
                        at.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    /** Notes that a dispute gave back what was taken last by a step on a grant; what was taken before stays taken. */
    public static Uni<Void> gaveBack(Mutiny.Session session, UUID grant, Instant at) {
        return SessionSql.update(
                        session,
                        "update grant_taking set given_back_at = $2 where grant_id = $1 and revision ="
                                + " (select max(revision) from grant_taking where grant_id = $1 and given_back_at is null)",
                        grant,
                        at.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    /**
     * Refuses to grant where something keeps the unit from it. Call with {@link Grants#alone} and the resource locked.
     *
     * @param application the application of which it is granted
     * @param decidedAt when whoever decides that it be granted did so
     * @param allSteps whether provider and authority, or a dispute, decided on it
     * @throws RefusedException 409 {@code held-suspended}, {@code contained} or {@code taken-since}
     * @throws IllegalStateException where it is granted without all steps although something was taken from the unit: who grants so has
     *     asked {@link #takenFrom}
     */
    Uni<Void> requireNone(
            Mutiny.Session session,
            String unit,
            UUID entry,
            UUID resource,
            UUID application,
            Instant decidedAt,
            boolean allSteps,
            Instant now) {
        return settle(session, unit, entry)
                .chain(() -> standing(session, unit, entry, resource, now))
                .invoke(stops -> {
                    if (!stops.isEmpty()) {
                        throw new RefusedException(stops.getFirst().refusal());
                    }
                })
                .chain(() -> requireKnown(session, unit, entry, application, decidedAt, now))
                .chain(() -> allSteps ? Uni.createFrom().nullItem() : takenFrom(session, unit, entry, now))
                .invoke(taken -> {
                    if (taken != null) {
                        throw new IllegalStateException("a grant by itself after grant " + taken + " was taken");
                    }
                })
                .replaceWithVoid();
    }

    /**
     * Refuses where something was taken from the unit of the entry after it was decided that it be given this: who decided did not
     * know. What was done to the application's own grant before a dispute about it, and what a dispute gave back since, does not count.
     *
     * @param application the application of which the unit is given it
     * @param decidedAt when whoever decides that did so
     * @throws RefusedException 409 {@code taken-since}, with the grant
     */
    static Uni<Void> requireKnown(
            Mutiny.Session session, String unit, UUID entry, UUID application, Instant decidedAt, Instant now) {
        return SessionSql.select(
                        session,
                        "select g.id from " + TAKEN + " where g.taken_at > $5 and g.application_id <> $4"
                                + " order by g.taken_at desc, g.id desc limit 1",
                        columns -> (UUID) columns[0],
                        unit,
                        entry,
                        now.atOffset(ZoneOffset.UTC),
                        application,
                        decidedAt.atOffset(ZoneOffset.UTC))
                .invoke(taken -> {
                    if (!taken.isEmpty()) {
                        String grant = taken.getFirst().toString();
                        throw new RefusedException(Refusal.of(
                                409,
                                "taken-since",
                                "Grant " + grant
                                        + " of the unit of the entry was narrowed, revoked, or suspended when it ended, after it"
                                        + " was decided to give this: who decided decides anew. What was offered before is"
                                        + " withdrawn and applied for anew; what was proposed before in a dispute is refused,"
                                        + " and the government decides.",
                                grant));
                    }
                })
                .replaceWithVoid();
    }

    /**
     * The latest grant of the unit of the entry that was narrowed, revoked, or suspended when it ended, where no other was made since
     * on which provider and authority decided knowing of it, and none in its place by a dispute: the unit does not get by itself what
     * was taken from it. A renewal is of what is left; what was taken stays taken. Null where there is none.
     */
    public static Uni<@Nullable UUID> takenFrom(Mutiny.Session session, String unit, UUID entry, Instant now) {
        return SessionSql.select(
                        session,
                        "select g.id from " + TAKEN
                                + " where not exists (select 1 from share_grant l join application a on a.id = l.application_id"
                                + " where l.consumer = $1 and l.entry_id = $2 and l.valid_from >= g.taken_at and l.id <> g.id"
                                + " and a.share_type = 'CONDITIONAL'"
                                + " and a.replacement_kind is distinct from 'RENEWAL' and a.decided_at >= g.taken_at)"
                                + " order by g.taken_at desc, g.id desc limit 1",
                        columns -> (UUID) columns[0],
                        unit,
                        entry,
                        now.atOffset(ZoneOffset.UTC))
                .map(found -> found.isEmpty() ? null : found.getFirst());
    }
}
