package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.GrantStops;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Finding;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.policy.PolicyEditions;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Looks at an application before anyone decides on it: by its items, its purpose and its term, and by what was done to the grants that its
 * unit has or had (Art. 40).
 */
@ApplicationScoped
class ApplicationChecks {
    private final GrantStops stops;
    private final PolicyEditions policies;
    private final InstantSource clock;

    ApplicationChecks(GrantStops stops, PolicyEditions policies, InstantSource clock) {
        this.stops = stops;
        this.policies = policies;
        this.clock = clock;
    }

    /** Looks at an application before anyone decides on it, and keeps what is found with it (Art. 40). */
    Uni<Application> check(Mutiny.Session session, Application application) {
        return SharedResource.find(session, application.resourceId)
                .chain(resource ->
                        resource == null ? Uni.createFrom().item(application) : check(session, application, resource));
    }

    Uni<Application> check(Mutiny.Session session, Application application, SharedResource resource) {
        UUID replaced = application.replacesGrantId;
        Uni<Void> compared = replaced == null
                ? Uni.createFrom().voidItem()
                : Grants.look(session, replaced, clock.instant()).chain(grant -> {
                    Replacement replaces = application.replaces();
                    return grant == null || replaces == null
                            ? Uni.createFrom().voidItem()
                            : ground(session, grant)
                                    .invoke(ground -> application.difference = EventJson.write(Difference.of(
                                            replaces,
                                            grant,
                                            ground,
                                            ApplicationView.holding(application),
                                            application)))
                                    .replaceWithVoid();
                });
        return compared.chain(() -> look(session, application, resource, ApplicationView.holding(application)))
                .map(check -> {
                    application.checkedAt = check.checkedAt();
                    application.compliance = EventJson.write(check);
                    return application;
                });
    }

    Uni<ComplianceCheck> look(
            Mutiny.Session session, Application application, SharedResource resource, Holding holding) {
        Instant now = clock.instant();
        return Compliance.look(
                        session,
                        new Compliance.Asked(
                                holding.items(),
                                application.purpose,
                                application.scenario,
                                application.legalGround,
                                holding.validUntil()),
                        resource,
                        application.consumer,
                        application.replacesGrantId,
                        policies.kept(application.policyEdition, application.submittedAt),
                        now)
                .chain(check -> before(session, application.consumer, resource, now)
                        .map(found -> ApplicationRules.with(check, found)))
                .chain(check ->
                        renewed(session, application, holding, now).map(found -> ApplicationRules.with(check, found)));
    }

    /** What was done to the unit's grants of a resource's entry, as findings. */
    Uni<List<Finding>> before(Mutiny.Session session, String unit, SharedResource resource, Instant now) {
        return stops.standing(session, unit, resource.entryId(), resource.id(), now)
                .chain(standing -> GrantStops.takenFrom(session, unit, resource.entryId(), now)
                        .map(taken -> {
                            List<Finding> found = new ArrayList<>(ApplicationRules.stopped(standing));
                            if (taken != null) {
                                found.add(ApplicationRules.takenBefore(taken));
                            }
                            return found;
                        }));
    }

    /** What a renewal that has not been granted asks for and its grant does not hold any more. */
    private static Uni<List<Finding>> renewed(
            Mutiny.Session session, Application application, Holding holding, Instant now) {
        UUID renewed = application.replacesGrantId;
        if (renewed == null || application.replacementKind != Replacement.Kind.RENEWAL || application.grantId != null) {
            return Uni.createFrom().item(List.of());
        }
        return Grants.look(session, renewed, now)
                .chain(grant -> grant == null || grant.state().isOver()
                        ? Uni.createFrom().item(List.of())
                        : ground(session, grant)
                                .map(ground -> ApplicationRules.findings(ApplicationRules.renewing(
                                        new ApplicationRules.Renewed(
                                                holding.items(),
                                                holding.rowFilter(),
                                                holding.rowsPerDay(),
                                                application.purpose,
                                                application.legalGround,
                                                application.scenario,
                                                application.delivery),
                                        grant,
                                        ground))));
    }

    /** The duty or law that was named when a grant was applied for; null where none was. */
    static Uni<@Nullable String> ground(Mutiny.Session session, GrantView grant) {
        return SessionSql.select(
                        session,
                        "select legal_ground from application where id = $1",
                        columns -> Optional.ofNullable((String) columns[0]),
                        grant.applicationId())
                .map(found -> found.isEmpty() ? null : found.getFirst().orElse(null));
    }

    static void requirePassed(Application application) {
        ComplianceCheck check = ApplicationView.check(application);
        if (check == null) {
            throw new IllegalStateException("nobody decides on an application that was not checked before");
        }
        ApplicationRules.requirePassed(check);
    }

    /** Where something was taken from the unit of the entry before, as its check has found. */
    static void takeAllSteps(Application application) {
        ComplianceCheck check = ApplicationView.check(application);
        if (check != null && ApplicationRules.isTakenBefore(check)) {
            application.shareType = ShareType.CONDITIONAL;
        }
    }

    static void requireNotStopped(Application application) {
        ComplianceCheck check = ApplicationView.check(application);
        if (check != null) {
            ApplicationRules.requireNotStopped(check);
        }
    }
}
