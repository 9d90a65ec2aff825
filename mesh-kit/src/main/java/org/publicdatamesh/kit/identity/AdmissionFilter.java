package org.publicdatamesh.kit.identity;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Problem;

/** Checks the whitelist on each request that carries an identity (Art. 40): the code of the reason, never more. */
public class AdmissionFilter {
    private final Caller caller;
    private final AdmittedUnits units;

    AdmissionFilter(Caller caller, AdmittedUnits units) {
        this.caller = caller;
        this.units = units;
    }

    /** Refuses denied accounts and units that are not admitted. */
    @ServerRequestFilter
    public @Nullable Response check(ContainerRequestContext request) {
        if (caller.isAnonymous()) {
            return null;
        }
        if (units.denied(caller.person()) || units.denied(caller.client())) {
            return Problem.of(403, "access-denied", "This account is denied access.")
                    .response();
        }
        if (!units.admitted(caller.unit())) {
            return Problem.of(403, "unit-not-admitted", "The caller's unit is not admitted to the platform.")
                    .response();
        }
        return null;
    }
}
