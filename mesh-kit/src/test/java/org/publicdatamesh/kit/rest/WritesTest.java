package org.publicdatamesh.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.identity.AdmittedUnits;

/** Writes: once per key, on the version that was read, wholly or not at all. */
@QuarkusTest
@QuarkusTestResource(KitParts.class)
class WritesTest {
    @Inject
    AdmittedUnits units;

    private final String name = "thing-" + UUID.randomUUID();
    private final String body = "{\"name\":\"" + name + "\"}";
    private final String key = UUID.randomUUID().toString();

    @BeforeEach
    void unitsAreAdmitted() {
        units.set("education", true);
        units.set("health", true);
    }

    private static Http post(String path, String json) {
        return Http.post(path, json).as("data-specialist", "education");
    }

    private static String count(String name) {
        return Http.get("/by-name?name=" + name).send().body();
    }

    @Test
    void withoutAKeyEachRequestIsItsOwn() {
        Http.Answer first = post("", body).send();
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("ETag")).isEqualTo("\"v1\"");
        Http.Answer second = post("", body).send();
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.body())
                .isEqualTo(
                        "{\"type\":\"urn:public-data-mesh:problem:already-exists\",\"title\":\"Conflict\",\"status\":409,"
                                + "\"code\":\"already-exists\",\"detail\":\"There is such a thing already.\"}");
    }

    @Test
    void aRepeatGetsTheFirstAnswerAndNoSecondEffect() {
        Http.Answer first = post("", body).header("Idempotency-Key", key).send();
        Http.Answer repeat = post("", body).header("Idempotency-Key", key).send();
        assertThat(first.status()).isEqualTo(201);
        assertThat(first.header("Idempotency-Replayed")).isEmpty();
        assertThat(repeat.status()).isEqualTo(201);
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(repeat.body()).isEqualTo(first.body());
        for (String header : new String[] {"Location", "ETag", "Content-Type"}) {
            assertThat(repeat.header(header)).as(header).isEqualTo(first.header(header));
        }
        assertThat(count(name)).isEqualTo("1");
    }

    @Test
    void anAnswerWithoutABodyIsRepeatedToo() {
        Http.Answer first = post("/silent", body).header("Idempotency-Key", key).send();
        Http.Answer repeat =
                post("/silent", body).header("Idempotency-Key", key).send();
        assertThat(first.status()).isEqualTo(204);
        assertThat(repeat.status()).isEqualTo(204);
        assertThat(repeat.header("Idempotency-Replayed")).isEqualTo("true");
        assertThat(count(name)).isEqualTo("1");
    }

    @Test
    void aKeyWithAnotherRequestIsRefused() {
        post("", body).header("Idempotency-Key", key).send();
        String expected =
                "{\"type\":\"urn:public-data-mesh:problem:idempotency-key-reused\",\"title\":\"Unprocessable Content\","
                        + "\"status\":422,\"code\":\"idempotency-key-reused\","
                        + "\"detail\":\"This Idempotency-Key came with another request before.\"}";
        for (Http other : new Http[] {
            post("", "{\"name\":\"other-" + name + "\"}"), post("/silent", body), post("?millis=1", body)
        }) {
            Http.Answer answer = other.header("Idempotency-Key", key).send();
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body()).isEqualTo(expected);
        }
        assertThat(count("other-" + name)).isEqualTo("0");
    }

    @Test
    void anotherCallersKeyIsAnotherKey() {
        post("", body).header("Idempotency-Key", key).send();
        Http.Answer other = Http.post("", "{\"name\":\"other-" + name + "\"}")
                .as("data-specialist", "health")
                .header("Idempotency-Key", key)
                .send();
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void aKeyThatIsNoneIsSaid() {
        Http.Answer answer =
                post("", body).header("Idempotency-Key", "x".repeat(101)).send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .endsWith("\"errors\":[{\"header\":\"Idempotency-Key\",\"code\":\"wrong-format\","
                        + "\"message\":\"1 to 100 visible ASCII characters are expected.\"}]}");
    }

    @Test
    void aRefusalLeavesNothingNotEvenTheKey() {
        Http.Answer refused =
                post("/refused", body).header("Idempotency-Key", key).send();
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body())
                .isEqualTo(
                        "{\"type\":\"urn:public-data-mesh:problem:thing-refused\",\"title\":\"Conflict\",\"status\":409,"
                                + "\"code\":\"thing-refused\",\"detail\":\"The thing is refused.\"}");
        assertThat(post("/refused", body).send().status()).isEqualTo(409);
        assertThat(post("/refused-at-once", body).send().status()).isEqualTo(404);
        assertThat(post("/refused-at-once", body)
                        .header("Idempotency-Key", key)
                        .send()
                        .status())
                .isEqualTo(404);
        assertThat(count(name)).isEqualTo("0");
        Http.Answer other = post("", body).header("Idempotency-Key", key).send();
        assertThat(other.status()).isEqualTo(201);
        assertThat(other.header("Idempotency-Replayed")).isEmpty();
    }

    @Test
    void twoAtOnceWithOneKeyHaveOneEffect() {
        Http.Answer[] answers = Stream.generate(() -> CompletableFuture.supplyAsync(() ->
                        post("?millis=300", body).header("Idempotency-Key", key).send()))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toArray(Http.Answer[]::new);
        assertThat(answers).allSatisfy(a -> assertThat(a.status()).isEqualTo(201));
        assertThat(Stream.of(answers).map(Http.Answer::body).distinct()).hasSize(1);
        assertThat(Stream.of(answers)
                        .filter(a -> a.header("Idempotency-Replayed").isEmpty()))
                .hasSize(1);
        assertThat(count(name)).isEqualTo("1");
    }

    @Test
    void aRepeatDoesNotWaitForEver() {
        CompletableFuture<Http.Answer> slow = CompletableFuture.supplyAsync(
                () -> post("?millis=3000", body).header("Idempotency-Key", key).send());
        org.awaitility.Awaitility.await().until(() -> post("?millis=3000", body)
                .header("Idempotency-Key", key)
                .send()
                .body()
                .equals("{\"type\":\"urn:public-data-mesh:problem:request-in-progress\",\"title\":\"Conflict\","
                        + "\"status\":409,\"code\":\"request-in-progress\","
                        + "\"detail\":\"The same thing is being worked on; try again.\"}"));
        assertThat(slow.join().status()).isEqualTo(201);
        assertThat(count(name)).isEqualTo("1");
    }

    @Test
    void anUpdateStatesTheVersionThatWasRead() {
        String created = post("", body).send().header("Location");
        String path = created.substring(created.lastIndexOf('/'));
        String detail = "Send If-Match with the ETag of the version that you read.";
        Http.Answer missing = put(path).send();
        assertThat(missing.status()).isEqualTo(428);
        assertThat(missing.body())
                .isEqualTo(
                        "{\"type\":\"urn:public-data-mesh:problem:precondition-required\",\"title\":\"Precondition Required\","
                                + "\"status\":428,\"code\":\"precondition-required\",\"detail\":\"" + detail + "\"}");
        for (String malformed :
                new String[] {"v1", "\"1\"", "W/\"v1\"", "\"v1\", \"v2\"", "\"v99999999999999999999\""}) {
            Http.Answer answer = put(path).header("If-Match", malformed).send();
            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.body())
                    .endsWith("\"errors\":[{\"header\":\"If-Match\",\"code\":\"wrong-format\","
                            + "\"message\":\"An ETag such as \\\"v3\\\" is expected.\"}]}");
        }
        Http.Answer stale = put(path).header("If-Match", "\"v7\"").send();
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.body())
                .isEqualTo("{\"type\":\"urn:public-data-mesh:problem:stale-version\",\"title\":\"Precondition Failed\","
                        + "\"status\":412,\"code\":\"stale-version\","
                        + "\"detail\":\"The thing has changed since it was read; read it again.\"}");
        Http.Answer done = put(path).header("If-Match", "\"v1\"").send();
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.header("ETag")).isEqualTo("\"v2\"");
        assertThat(put("/" + UUID.randomUUID())
                        .header("If-Match", "\"v1\"")
                        .send()
                        .status())
                .isEqualTo(404);
    }

    private Http put(String path) {
        return Http.of("PUT", path)
                .body("{\"name\":\"changed-" + name + "\"}")
                .header("Content-Type", "application/json")
                .as("data-specialist", "education");
    }

    @Test
    void pagesLeadToTheEndOfTheList() {
        for (int i = 0; i < 5; i++) {
            post("", "{\"name\":\"" + i + name + "\"}").send();
        }
        int seen = 0;
        String next = "?limit=2";
        while (true) {
            Http.Answer page = Http.get(next).as("data-specialist", "education").send();
            assertThat(page.status()).isEqualTo(200);
            seen += page.body().split("\"[-0-9a-f]{36}\"", -1).length - 1;
            String link = page.header("Link");
            if (link.isEmpty()) {
                assertThat(page.body()).doesNotContain("\"next\"");
                break;
            }
            assertThat(link).matches("<http://.*/api/v1/things\\?limit=2&cursor=[-_A-Za-z0-9]+>; rel=\"next\"");
            next = link.substring(link.indexOf('?'), link.indexOf('>'));
        }
        assertThat(seen).isGreaterThanOrEqualTo(5);
    }

    @Test
    void aPageThatCannotBeIsSaid() {
        Http.Answer answer = Http.get("?limit=201&cursor=abc")
                .as("data-specialist", "education")
                .send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .endsWith("\"errors\":[{\"parameter\":\"limit\",\"code\":\"out-of-range\","
                        + "\"message\":\"A whole number from 1 to 200 is expected.\"},"
                        + "{\"parameter\":\"cursor\",\"code\":\"wrong-format\","
                        + "\"message\":\"This is no cursor that a page gave.\"}]}");
        for (String query : new String[] {
            "?limit=0",
            "?limit=-1",
            "?limit=x",
            "?limit=",
            "?cursor=",
            "?cursor=%00",
            "?cursor=" + Paging.cursor("not-an-id"),
            "?limit=99999999999999999999"
        }) {
            assertThat(Http.get(query).as("data-specialist", "education").send().status())
                    .as(query)
                    .isEqualTo(422);
        }
    }
}
