package org.publicdatamesh.test;

import io.quarkus.test.junit.callback.QuarkusTestBeforeEachCallback;
import io.quarkus.test.junit.callback.QuarkusTestMethodContext;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Lets an application's first test wait until its whitelist is known: a service that has just started answers 503 to
 * everybody, and a mesh sends it nothing before it is ready.
 */
public final class AdmissionKnown implements QuarkusTestBeforeEachCallback {
    private static final Set<String> KNOWN = ConcurrentHashMap.newKeySet();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public void beforeEach(QuarkusTestMethodContext context) {
        String application = ConfigProvider.getConfig().getValue("test.url", String.class);
        if (KNOWN.contains(application)) {
            return;
        }
        Instant begun = Instant.now();
        while (!known(application)) {
            if (Instant.now().isAfter(begun.plus(PATIENCE))) {
                throw new IllegalStateException("the whitelist is not known after " + PATIENCE.toSeconds() + " s");
            }
            try {
                Thread.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        }
        KNOWN.add(application);
    }

    private static boolean known(String application) {
        Response health = RestAssured.given()
                .baseUri(application)
                .port(URI.create(application).getPort())
                .get("/q/health/ready");
        return health.statusCode() == 404 || "UP".equals(health.path("checks.find { it.name == 'whitelist' }.status"));
    }
}
