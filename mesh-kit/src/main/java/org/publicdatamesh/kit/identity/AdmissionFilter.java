package org.publicdatamesh.kit.identity;

import io.quarkus.security.identity.CurrentIdentityAssociation;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/**
 * Checks the whitelist on each request that carries an identity (Art. 40): the code of the reason, never more. A token
 * that is sent is checked even where none is needed.
 */
public class AdmissionFilter {
    private static final Refusal ACCESS_DENIED = Refusal.of(403, "access-denied", "This account is denied access.");
    private static final Refusal UNIT_NOT_ADMITTED =
            Refusal.of(403, "unit-not-admitted", "The caller's unit is not admitted to the platform.");
    private static final Refusal NOT_KNOWN_YET = Refusal.of(
            503,
            "admission-not-known-yet",
            "The service has just started and does not know yet whom it may let in; try again.");

    private final CurrentIdentityAssociation identities;
    private final Caller caller;
    private final AdmittedUnits units;

    AdmissionFilter(CurrentIdentityAssociation identities, Caller caller, AdmittedUnits units) {
        this.identities = identities;
        this.caller = caller;
        this.units = units;
    }

    /** Refuses denied accounts and units that are not admitted, and everybody while it is not known who they are. */
    @ServerRequestFilter
    public Uni<Void> check() {
        return identities
                .getDeferredIdentity()
                .invoke(identity -> {
                    identities.setIdentity(identity);
                    if (!identity.isAnonymous()) {
                        requireAdmission();
                    }
                })
                .replaceWithVoid();
    }

    private void requireAdmission() {
        if (!units.isComplete()) {
            throw new RefusedException(NOT_KNOWN_YET).with(Map.of("Retry-After", List.of("1")));
        }
        if (caller.person().isEmpty()
                || units.denied(caller.person())
                || units.denied(caller.subject())
                || units.denied(caller.client())) {
            throw new RefusedException(ACCESS_DENIED);
        }
        boolean open = caller.unit().equals(AdmittedUnits.PUBLIC);
        if (open ? !caller.isCitizenOnly() : !units.admitted(caller.unit())) {
            throw new RefusedException(UNIT_NOT_ADMITTED);
        }
    }
}
