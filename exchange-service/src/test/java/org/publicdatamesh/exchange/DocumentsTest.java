package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Documents on which refusals rest, through the public interface, with the real database, broker and tokens. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "exchange"))
class DocumentsTest {
    private static final int MB = 1 << 20;
    private static final String PROVIDER = "civil-affairs";

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    private Broker broker;

    @BeforeEach
    void admit() {
        List.of("authority", PROVIDER, "education", "health").forEach(unit -> admitted.set(unit, true));
        broker = new Broker(servers);
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private static String path(String application) {
        return "/api/v1/applications/" + application;
    }

    private static String documents(String application) {
        return path(application) + "/documents";
    }

    private static ValidatableResponse post(String role, String unit, String path, Map<String, ?> body) {
        return as(role, unit)
                .contentType(ContentType.JSON)
                .body(EventJson.write(body))
                .post(path)
                .then();
    }

    private static ValidatableResponse refuse(String application, String document) {
        return post(
                "data-supervisor",
                PROVIDER,
                path(application) + "/provider-decision",
                Uploads.refusal("不予共享", document));
    }

    private static ValidatableResponse review(String application, String decision) {
        return post(
                "authority-reviewer",
                "authority",
                path(application) + "/authority-review",
                Map.of("decision", decision, "reasons", "依据审查结果决定"));
    }

    private static ValidatableResponse uploaded(String role, String unit, String application) {
        return Uploads.upload(role, unit, application, Uploads.NAME, Uploads.CONTENT)
                .then();
    }

    private Register register() {
        Register register = new Register(false, ShareType.CONDITIONAL);
        UUID check = UUID.randomUUID();
        broker.send(register.entry().toString(), register.published());
        broker.send(register.id().toString(), register.attached());
        broker.send(register.id().toString(), register.checked(check, true));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> database.preparedQuery(
                                        "select 1 from resource_proof p join shared_resource r on r.resource_id ="
                                                + " p.resource_id join shared_entry e on e.entry_id = r.entry_id"
                                                + " where check_id = $1")
                                .execute(Tuple.of(check))
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .size()
                        == 1);
        return register;
    }

    private static String submitted(Register register) {
        return post(
                        "data-specialist",
                        "education",
                        "/api/v1/applications",
                        Map.of(
                                "resourceId", register.id(),
                                "items", List.of(Map.of("name", "code", "justification", "对应学区")),
                                "purpose", "划定义务教育学区并核对适龄儿童所在村",
                                "validUntil",
                                        Instant.now().plus(Duration.ofDays(30)).toString(),
                                "commitments",
                                        Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true)))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static void endorse(String application) {
        post("data-supervisor", "education", path(application) + "/endorsement", Map.of("decision", "agree"))
                .statusCode(200);
    }

    /** An application that the provider has to decide on. */
    private static String endorsed(Register register) {
        String application = submitted(register);
        endorse(application);
        return application;
    }

    private JsonNode refusedEvent(String application) throws JsonProcessingException {
        return EventJson.MAPPER.readTree(
                database.preparedQuery("select payload from outbox where subject = $1 and type = $2")
                        .execute(Tuple.of(application, "org.publicdatamesh.exchange.application.refused.v1"))
                        .await()
                        .atMost(Duration.ofSeconds(10))
                        .iterator()
                        .next()
                        .getString(0));
    }

    @Test
    @Requirement("A26.4")
    void aRefusalRestsOnDocumentsThatTheProviderUploadedForTheApplication() throws JsonProcessingException {
        Register register = register();
        String application = endorsed(register);
        String another = endorsed(register);
        String elsewhere = Uploads.document(PROVIDER, another);
        String document = uploaded("data-specialist", PROVIDER, application)
                .statusCode(201)
                .body("id", notNullValue())
                .body("name", equalTo(Uploads.NAME))
                .body("mediaType", equalTo("application/pdf"))
                .body("size", equalTo(Uploads.CONTENT.length))
                .body("sm3", equalTo(Sm.sm3Hex(Uploads.CONTENT)))
                .body("unit", equalTo(PROVIDER))
                .extract()
                .path("id");

        String decision = path(application) + "/provider-decision";
        post(
                        "data-supervisor",
                        PROVIDER,
                        decision,
                        Map.of(
                                "decision",
                                "refuse",
                                "reasons",
                                "不予共享",
                                "basis",
                                List.of(Map.of("title", "政务数据共享条例", "article", "第二十一条"))))
                .statusCode(422)
                .body("errors.pointer", contains("/basis/0/document"))
                .body("errors.code", contains("document-missing"));
        for (String unknown : List.of(UUID.randomUUID().toString(), elsewhere)) {
            refuse(application, unknown)
                    .statusCode(422)
                    .body("errors.pointer", contains("/basis/0/document"))
                    .body("errors.code", contains("unknown-document"));
        }
        refuse(application, Uploads.NAME)
                .statusCode(422)
                .body("errors.pointer", contains("/basis/0/document"))
                .body("errors.code", contains("not-a-uuid"));
        as("data-supervisor", PROVIDER).get(path(application)).then().body("state", equalTo("endorsed"));

        refuse(application, document)
                .statusCode(200)
                .body("state", equalTo("refused"))
                .body("basis.document", contains(Uploads.NAME))
                .body("basis.documentSm3", contains(Sm.sm3Hex(Uploads.CONTENT)))
                .body("basis.documentId", contains(document));
        JsonNode told = refusedEvent(application).at("/basis/0");
        assertThat(told.path("document").asText()).isEqualTo(Uploads.NAME);
        assertThat(told.path("documentSm3").asText()).isEqualTo(Sm.sm3Hex(Uploads.CONTENT));

        // Sent back, the provider decides anew; what it uploaded before is still there.
        review(application, "send-back").statusCode(200);
        String more = uploaded("data-supervisor", PROVIDER, application)
                .statusCode(201)
                .extract()
                .path("id");
        as("data-supervisor", "education")
                .get(documents(application))
                .then()
                .statusCode(200)
                .body("items.id", contains(document, more));
        refuse(application, more).statusCode(200).body("state", equalTo("refused-again"));
        review(application, "uphold").statusCode(200).body("basis.documentId", contains(more));
    }

    @Test
    @Requirement("A26.4")
    void onlyTheProviderUploadsAndOnlyWhileItHasToDecide() {
        String application = submitted(register());
        uploaded("data-specialist", PROVIDER, application)
                .statusCode(409)
                .body("code", equalTo("not-in-this-state"))
                .body("detail", equalTo("The application is submitted."));
        endorse(application);
        uploaded("data-specialist", "education", application).statusCode(403).body("code", equalTo("foreign-unit"));
        uploaded("data-supervisor", "health", application).statusCode(404);
        uploaded("authority-reviewer", "authority", application)
                .statusCode(403)
                .body("code", equalTo("role-not-allowed"));
        uploaded("data-specialist", PROVIDER, UUID.randomUUID().toString()).statusCode(404);
        as("data-specialist", PROVIDER)
                .get(documents(application))
                .then()
                .statusCode(200)
                .body("items", empty());

        refuse(application, Uploads.document(PROVIDER, application)).statusCode(200);
        uploaded("data-specialist", PROVIDER, application)
                .statusCode(409)
                .body("detail", equalTo("The application is refused."));
        review(application, "uphold").statusCode(200);
        uploaded("data-supervisor", PROVIDER, application).statusCode(409);
        refuse(application, UUID.randomUUID().toString()).statusCode(409).body("code", equalTo("not-in-this-state"));
        as("data-specialist", PROVIDER).get(documents(application)).then().body("items", hasSize(1));
    }

    @Test
    @Requirement("A26.4")
    void bothUnitsTheAuthorityAndAuditorsReadADocumentAndNobodyElse() {
        Register register = register();
        String application = endorsed(register);
        String another = endorsed(register);
        String document = Uploads.document(PROVIDER, application);
        List<List<String>> readers = List.of(
                List.of("data-specialist", PROVIDER),
                List.of("data-supervisor", "education"),
                List.of("authority-reviewer", "authority"),
                List.of("auditor", "authority"));
        for (List<String> reader : readers) {
            RequestSpecification as = as(reader.getFirst(), reader.getLast());
            Response answer = as.get(documents(application) + "/" + document);
            answer.then()
                    .statusCode(200)
                    .header(
                            "Content-Disposition",
                            equalTo("attachment; filename=\"document\"; filename*=UTF-8''"
                                    + URLEncoder.encode(Uploads.NAME, StandardCharsets.UTF_8)))
                    .header("X-Content-Type-Options", equalTo("nosniff"));
            assertThat(answer.contentType()).isEqualTo("application/pdf");
            assertThat(answer.asByteArray()).isEqualTo(Uploads.CONTENT);
        }
        as("data-supervisor", "health").get(documents(application)).then().statusCode(404);
        as("data-supervisor", "health")
                .get(documents(application) + "/" + document)
                .then()
                .statusCode(404);
        as("data-supervisor", PROVIDER)
                .get(documents(another) + "/" + document)
                .then()
                .statusCode(404);
        as("data-supervisor", PROVIDER)
                .get(documents(application) + "/" + UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    @Requirement("A26.4")
    void aDocumentHasANameAndOneByteToEightMegabytesAndThereAreNotTooMany() {
        Register register = register();
        String application = endorsed(register);
        upload(application, "空.pdf", 0).statusCode(422).body("errors.code", contains("empty-document"));
        upload(application, "大.pdf", 8 * MB + 1)
                .statusCode(413)
                .body("code", equalTo("document-too-large"))
                .body("detail", equalTo("A document has at most 8 MB."));
        for (String name : List.of(" ", "长".repeat(301))) {
            upload(application, name, 1)
                    .statusCode(422)
                    .body("errors.parameter", contains("name"))
                    .body("errors.code", contains("size"));
        }
        upload(application, "两\n行", 1).statusCode(422).body("errors.code", contains("unstorable-text"));
        as("data-specialist", PROVIDER)
                .contentType("application/pdf")
                .body(Uploads.CONTENT)
                .post(documents(application))
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("name"));
        as("data-specialist", PROVIDER)
                .queryParam("name", "页面")
                .contentType("text/html")
                .body("<p>不予共享</p>".getBytes(StandardCharsets.UTF_8))
                .post(documents(application))
                .then()
                .statusCode(415);
        as("data-specialist", PROVIDER).get(documents(application)).then().body("items", empty());

        upload(application, "长".repeat(300), 8 * MB).statusCode(201).body("size", equalTo(8 * MB));
        for (int i = 0; i < 4; i++) {
            upload(application, "大.pdf", 8 * MB).statusCode(201);
        }
        upload(application, "小.pdf", 1)
                .statusCode(409)
                .body("code", equalTo("documents-full"))
                .body("detail", equalTo("An application has at most 20 documents, of 40 MB in all."));

        String many = endorsed(register);
        for (int i = 0; i < 20; i++) {
            upload(many, i + ".pdf", 1).statusCode(201);
        }
        upload(many, "20.pdf", 1).statusCode(409).body("code", equalTo("documents-full"));
        as("data-specialist", PROVIDER).get(documents(many)).then().body("items", hasSize(20));
    }

    private static ValidatableResponse upload(String application, String name, int size) {
        return Uploads.upload("data-specialist", PROVIDER, application, name, new byte[size])
                .then();
    }

    @Test
    @Requirement("A26.4")
    void anUploadThatIsRepeatedUnderItsKeyIsKeptOnce() {
        String application = endorsed(register());
        String key = UUID.randomUUID().toString();
        String document = underKey(application, key, Uploads.CONTENT)
                .statusCode(201)
                .extract()
                .path("id");
        underKey(application, key, Uploads.CONTENT)
                .statusCode(201)
                .header("Idempotency-Replayed", equalTo("true"))
                .header("Location", endsWith(documents(application) + "/" + document))
                .body("id", equalTo(document));
        underKey(application, key, "另一份文件".getBytes(StandardCharsets.UTF_8))
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
        as("data-specialist", PROVIDER).get(documents(application)).then().body("items.id", contains(document));
    }

    private static ValidatableResponse underKey(String application, String key, byte[] content) {
        return as("data-specialist", PROVIDER)
                .header("Idempotency-Key", key)
                .queryParam("name", Uploads.NAME)
                .contentType("application/octet-stream")
                .body(content)
                .post(documents(application))
                .then();
    }
}
