package org.publicdatamesh.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Requirement;

/** A service whose whitelist is not read yet, since the broker is away. */
@QuarkusTest
@QuarkusTestResource(KitParts.class)
@TestProfile(AdmissionUnknownTest.BrokerAway.class)
class AdmissionUnknownTest {
    /** The whitelist is fed, by a broker that is not there. */
    public static final class BrokerAway implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("mp.messaging.incoming.mesh-units.enabled", "true");
        }
    }

    @Inject
    AdmittedUnits units;

    @TestHTTPResource("/q/health/ready")
    URI readiness = URI.create("");

    @Test
    @Requirement("A40.1")
    void nobodyIsLetInOrRefusedBeforeItIsKnownWhoTheyAre() throws Exception {
        units.set("education", true);
        for (String unit : new String[] {"education", "health"}) {
            Http.Answer answer = Http.get("/me").as("data-specialist", unit).send();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("1");
            assertThat(answer.body()).contains("\"code\":\"admission-not-known-yet\"");
        }
        assertThat(Http.get("/me").send().status()).isEqualTo(401);
        HttpResponse<String> ready = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(readiness).build(), BodyHandlers.ofString());
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(ready.body()).containsPattern("\"name\": ?\"whitelist\",\\s*\"status\": ?\"DOWN\"");
    }
}
