package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Whether a unit may be granted a resource now, as far as that depends on what was done to the grants that it has or had there
 * (Art. 25, 42): the one place that says so, for every way in which a grant is made. A resource stands for those that it
 * replaced.
 */
@ApplicationScoped
public class GrantStops {
    /** The resource $2 and those that it replaced, one after another. */
    private static final String SAME = "with recursive same (id) as (select cast($2 as uuid) union"
            + " select e.resource_id from ended_resource e join same s on e.successor_id = s.id) ";

    private final Containment containment;

    GrantStops(Containment containment) {
        this.containment = containment;
    }

    /** All that keeps a unit from being granted a resource at that time, in the order of {@link GrantStop}. */
    public Uni<List<GrantStop>> standing(Mutiny.Session session, String unit, UUID resource, Instant now) {
        boolean stopped = containment.stopped(ContainmentTarget.RESOURCE, resource.toString());
        return SessionSql.select(
                        session,
                        SAME
                                + "select exists (select 1 from share_grant g join same s on g.resource_id = s.id"
                                + " where g.consumer = $1 and g.state = 'SUSPENDED' and g.valid_until > $3),"
                                + " cardinality(cast($4 as text[])) > 0 and"
                                + " exists (select 1 from share_grant g join same s on g.resource_id = s.id"
                                + " where g.consumer = $1 and cast(g.id as text) = any(cast($4 as text[])))",
                        columns -> {
                            List<GrantStop> stops = new ArrayList<>();
                            if ((Boolean) columns[0]) {
                                stops.add(GrantStop.HELD_SUSPENDED);
                            }
                            if (stopped || (Boolean) columns[1]) {
                                stops.add(GrantStop.CONTAINED);
                            }
                            return List.copyOf(stops);
                        },
                        unit,
                        resource,
                        now.atOffset(ZoneOffset.UTC),
                        containment.stopped(ContainmentTarget.GRANT).toArray(String[]::new))
                .map(List::getFirst);
    }

    /**
     * Refuses to grant where something keeps the unit from it. Call with {@link Grants#alone}.
     *
     * @throws RefusedException 409 {@code held-suspended} or {@code contained}
     */
    Uni<Void> requireNone(Mutiny.Session session, String unit, UUID resource, Instant now) {
        return standing(session, unit, resource, now)
                .invoke(stops -> {
                    if (!stops.isEmpty()) {
                        throw new RefusedException(stops.getFirst().refusal());
                    }
                })
                .replaceWithVoid();
    }

    /**
     * The latest grant of the unit on the resource that was narrowed, revoked, or suspended when it ended, where the unit got no other
     * since: it does not get by itself what was taken from it. Null where there is none.
     */
    public static Uni<@Nullable UUID> takenFrom(Mutiny.Session session, String unit, UUID resource, Instant now) {
        return SessionSql.select(
                        session,
                        SAME
                                + "select g.id from (select id, case when state = 'REVOKED' or suspended_at is not null"
                                + " then coalesce(ended_at, valid_until) else narrowed_at end as taken_at from share_grant"
                                + " where consumer = $1 and resource_id in (select id from same)"
                                + " and (state = 'REVOKED' or narrowed_at is not null or suspended_at is not null)"
                                + " and (narrowed_at is not null or state not in ('ALIVE', 'SUSPENDED') or valid_until <= $3)"
                                + " and state <> 'REPLACED') g"
                                + " where not exists (select 1 from share_grant l where l.consumer = $1"
                                + " and l.resource_id in (select id from same) and l.valid_from >= g.taken_at)"
                                + " order by g.taken_at desc, g.id desc limit 1",
                        columns -> (UUID) columns[0],
                        unit,
                        resource,
                        now.atOffset(ZoneOffset.UTC))
                .map(found -> found.isEmpty() ? null : found.getFirst());
    }
}
