package org.publicdatamesh.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.local.demo.Correcting;
import org.publicdatamesh.local.demo.Correcting.Moment;
import org.publicdatamesh.local.demo.Story;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Keycloak;
import org.publicdatamesh.parts.Part;
import org.publicdatamesh.parts.Wait;
import org.publicdatamesh.test.Requirement;

class KilledPartsIT {
    private static final String VILLAGE = "540102002002";
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private static String name = "白林社区居委会";
    private static int corrections;

    @BeforeAll
    static void up() {
        WholeMesh.sharedRegister();
    }

    /** The answer that corrects is on its way while the process dies: it is killed some milliseconds into the call. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "exchange-service",
                "postgresql",
                "connect",
                "kafka",
                "audit-service",
                "catalog-service",
                "security-service",
                "open-portal-service"
            })
    @Requirement({"A27.2", "A27.3"})
    void everyHolderHasTheCorrectionOnceWhenThisIsKilledWhileItIsMade(String process) {
        correctsWhile(process, Moment.ANSWERING);
    }

    /** The correction is made and its events are under way. */
    @ParameterizedTest
    @ValueSource(strings = {"exchange-service", "postgresql", "connect", "kafka"})
    @Requirement({"A27.2", "A27.3"})
    void everyHolderHasTheCorrectionOnceWhenThisIsKilledWhileItIsPushed(String process) {
        correctsWhile(process, Moment.CORRECTED);
    }

    @Test
    @Requirement("A40.1")
    void nothingIsDeliveredWhileItCannotBeRecorded() throws IOException, InterruptedException {
        Story story = WholeMesh.sharedRegister();
        Installation at = story.installation();
        Story.Holder holder = story.holders().getFirst();
        String token = new Keycloak(at).token("data-system", holder.unit());
        at.kill9(Part.KAFKA);
        try {
            HttpResponse<String> answer = Wait.HTTP.send(
                    HttpRequest.newBuilder(URI.create(
                                    "http://127.0.0.1:" + at.port(2) + "/api/v1/grants/" + holder.grant() + "/rows"))
                            .timeout(Duration.ofSeconds(30))
                            .header("Authorization", "Bearer " + token)
                            .header("Accept", "text/csv, application/problem+json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(answer.body()).contains("\"record-not-durable\"").doesNotContain(VILLAGE);
        } finally {
            repair();
        }
    }

    private static void correctsWhile(String process, Moment when) {
        Story story = WholeMesh.sharedRegister();
        Installation at = story.installation();
        String wrong = name;
        String right = "白林社区居民委员会" + "之" + ++corrections;
        CompletableFuture<?>[] repaired = {CompletableFuture.completedFuture(null)};
        String correction = Correcting.correct(story, VILLAGE, wrong, right, moment -> {
            if (moment == when) {
                repaired[0] = CompletableFuture.runAsync(
                        () -> {
                            Wait.pause(Duration.ofMillis(5));
                            at.processes().kill(process);
                            repair();
                        },
                        THREADS);
            }
        });
        name = right;
        repaired[0].join();
        Correcting.isRecordedOnce(story, correction);
    }

    private static void repair() {
        WholeMesh.Ended ended = WholeMesh.command("up");
        assertThat(ended.exitCode()).as(ended.output()).isZero();
    }
}
