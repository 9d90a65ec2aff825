package org.publicdatamesh.audit.sequence;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;
import org.publicdatamesh.audit.publish.LogPublisher;

/** Not ready while events are not taken into the log, or the log's files are behind. */
@Readiness
@ApplicationScoped
class LogHealth implements HealthCheck {
    private final LogPublisher publisher;
    private final LogConsumer consumer;

    LogHealth(LogPublisher publisher, LogConsumer consumer) {
        this.publisher = publisher;
        this.consumer = consumer;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("tamper-evident log");
        consumer.trouble().ifPresent(why -> answer.withData("sequence", why));
        publisher.trouble().ifPresent(why -> answer.withData("publish", why));
        return answer.status(consumer.trouble().isEmpty() && publisher.trouble().isEmpty())
                .build();
    }
}
