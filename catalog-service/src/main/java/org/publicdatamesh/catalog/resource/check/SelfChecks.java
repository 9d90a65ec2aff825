package org.publicdatamesh.catalog.resource.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.catalog.resource.Resources;
import org.publicdatamesh.catalog.resource.measure.Deviation;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** Self-checks of units (Art. 13). */
@ApplicationScoped
public class SelfChecks {
    private static final Refusal RUNNING =
            Refusal.of(409, "check-running", "A self-check of the resource has not ended yet.");
    private static final Refusal NOT_PUBLISHED =
            Refusal.of(409, "entry-not-published", "The entry is not published any more.");

    private final Resources resources;
    private final Caller caller;
    private final InstantSource clock;

    SelfChecks(Resources resources, Caller caller, InstantSource clock) {
        this.resources = resources;
        this.caller = caller;
        this.clock = clock;
    }

    /** The unit declares its part; the rest is to be measured. */
    Uni<Check> begin(Mutiny.Session session, UUID id, Checklist checklist) {
        Actor actor = caller.as(Roles.DATA_SPECIALIST);
        if (!checklist.violations().isEmpty()) {
            throw RefusedException.invalid(checklist.violations());
        }
        return resources.own(session, id).chain(resource -> openOnes(session, id)
                .chain(open -> {
                    if (open > 0) {
                        throw new RefusedException(RUNNING);
                    }
                    return PublishedEntries.one(session, resource.view().entryId())
                            .chain(entry -> {
                                if (entry == null) {
                                    throw new RefusedException(NOT_PUBLISHED);
                                }
                                Check check = Check.waiting(Outbox.newId(), id, actor.person(), clock.instant());
                                check.entryId = entry.id();
                                check.unit = resource.unit();
                                check.declared = checklist.written();
                                return session.persist(check).replaceWith(check);
                            });
                }));
    }

    private static Uni<Long> openOnes(Mutiny.Session session, UUID resource) {
        return session.createQuery(
                        "select count(*) from Check where resourceId = :resource and roundId is null"
                                + " and state <> CheckState.DONE",
                        Long.class)
                .setParameter("resource", resource)
                .getSingleResult();
    }

    /**
     * The last self-check of a resource that ended.
     *
     * @param by who declared its part
     * @param passed whether it passed
     * @param deviations what did not hold
     */
    public record Last(String by, boolean passed, List<Deviation> deviations) {}

    /** The last self-check that ended; null where there is none. */
    public Uni<@Nullable Last> last(Mutiny.Session session, Resource resource) {
        return session.createQuery(
                        "from Check where resourceId = :resource and roundId is null and passed is not null"
                                + " order by id desc",
                        Check.class)
                .setParameter("resource", resource.id())
                .setMaxResults(1)
                .getSingleResultOrNull()
                .map(check -> {
                    Measurement measured = check == null ? null : check.measurement();
                    return check == null || measured == null
                            ? null
                            : new Last(check.requestedBy, measured.passed(), measured.deviations());
                });
    }
}
