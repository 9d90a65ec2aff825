package org.publicdatamesh.kit.inbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Tells how many dead letters wait. They are a person's work and no reason to take the service away: it is up. */
@Readiness
@ApplicationScoped
class DeadLetterHealth implements HealthCheck {
    private final DeadLetters letters;

    DeadLetterHealth(DeadLetters letters) {
        this.letters = letters;
    }

    @Override
    public HealthCheckResponse call() {
        double waiting = letters.waiting();
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("dead letters").up();
        if (!Double.isNaN(waiting)) {
            answer.withData("waiting", (long) waiting);
        }
        return answer.build();
    }
}
