package org.publicdatamesh.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** A service is ready only when it knows whom it may let in. */
@Readiness
@ApplicationScoped
class WhitelistHealth implements HealthCheck {
    private final AdmittedUnits units;

    WhitelistHealth(AdmittedUnits units) {
        this.units = units;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("whitelist")
                .status(units.isComplete())
                .withData("units", units.size())
                .build();
    }
}
