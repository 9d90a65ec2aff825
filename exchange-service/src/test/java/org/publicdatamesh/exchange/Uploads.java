package org.publicdatamesh.exchange;

import static io.restassured.RestAssured.given;

import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.test.Tokens;

/** Documents that tests upload for a refusal. */
final class Uploads {
    static final String NAME = "法律意见书.pdf";
    static final byte[] CONTENT = "%PDF-1.7 不予共享的法律意见".getBytes(StandardCharsets.UTF_8);

    private Uploads() {}

    static Response upload(String role, String unit, String application, String name, byte[] content) {
        return given().auth()
                .oauth2(Tokens.of(role, unit))
                .queryParam("name", name)
                .contentType("application/pdf")
                .body(content)
                .post("/api/v1/applications/" + application + "/documents");
    }

    /** The id of a document that a unit's specialist uploads. */
    static String document(String unit, String application) {
        return upload("data-specialist", unit, application, NAME, CONTENT)
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** A refusal that rests on a document. */
    static Map<String, Object> refusal(String reasons, String document) {
        return Map.of(
                "decision",
                "refuse",
                "reasons",
                reasons,
                "basis",
                List.of(Map.of("title", "政务数据共享条例", "article", "第二十一条", "document", document)));
    }
}
