package org.publicdatamesh.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies that break rules: one answer names them all, and none is a fault of ours. */
@QuarkusTest
@QuarkusTestResource(KitParts.class)
class StrictBodiesTest {
    private static final String INVALID =
            "{\"type\":\"urn:public-data-mesh:problem:invalid-request\",\"title\":\"Unprocessable Content\",\"status\":422,"
                    + "\"code\":\"invalid-request\",\"detail\":\"The request breaks rules; each one is listed.\","
                    + "\"errors\":[";

    private static String problem(int status, String title, String code, String detail) {
        return "{\"type\":\"urn:public-data-mesh:problem:" + code + "\",\"title\":\"" + title + "\",\"status\":"
                + status + ",\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}";
    }

    private static String malformed(String where) {
        return problem(400, "Bad Request", "malformed-json", "The body is not well-formed JSON." + where);
    }

    private static String invalid(String pointer, String code, String message) {
        return INVALID + error(pointer, code, message) + "]}";
    }

    private static String error(String pointer, String code, String message) {
        return "{\"pointer\":\"" + pointer + "\",\"code\":\"" + code + "\",\"message\":\"" + message + "\"}";
    }

    @Test
    void whatKeepsTheRulesComesThrough() {
        String body =
                "{\"name\":\"村庄 བོད \uD83D\uDE00\",\"colour\":\"dark-blue\",\"amount\":10,\"serial\":9007199254740993,"
                        + "\"open\":true,\"parent\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"since\":\"2026-03-02T10:00:00Z\","
                        + "\"day\":\"2026-02-28\",\"parts\":[{\"label\":\"a\",\"weight\":1.50,\"inner\":{\"label\":\"b\"}}],"
                        + "\"tags\":[\"x\"],\"counts\":{\"k\":1}}";
        Http.Answer answer = Http.post("/echo", body).send();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().replace("\\uD83D\\uDE00", "\uD83D\uDE00")).isEqualTo(body.replace("1.50", "1.5"));
    }

    @Test
    void anOffsetOfTheRegionIsTaken() {
        assertThat(Http.post("/echo", "{\"name\":\"a\",\"colour\":\"red\",\"since\":\"2026-03-02T18:00:00+08:00\"}")
                        .send()
                        .body())
                .isEqualTo("{\"name\":\"a\",\"colour\":\"red\",\"since\":\"2026-03-02T10:00:00Z\"}");
    }

    @Test
    void everyBrokenRuleIsNamedAtOnce() {
        Http.Answer answer = Http.post(
                        "/echo",
                        "{\"name\":\" \",\"colour\":\"green\",\"amount\":11,\"serial\":1e99,\"open\":\"true\","
                                + "\"parent\":\"1-1-1-1-1\",\"since\":\"2026-03-02T18:00:00\",\"day\":\"2026-02-30\","
                                + "\"parts\":[{\"label\":\"too long\",\"inner\":{\"label\":1,\"extra\":0}},2,{\"label\":\"a\"}],"
                                + "\"tags\":[\"ok\",1,null],\"counts\":{\"a/b\":\"c\"},\"unknown\":{}}")
                .send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.header("Content-Language")).isEqualTo("en");
        assertThat(answer.body())
                .isEqualTo(INVALID
                        + String.join(
                                ",",
                                error("/name", "not-blank", "must not be blank"),
                                error("/colour", "not-one-of", "One of these is expected: red, dark-blue."),
                                error("/amount", "max", "must be less than or equal to 10"),
                                error("/serial", "not-a-whole-number", "A whole number of 64 bits is expected."),
                                error("/open", "not-a-boolean", "true or false is expected."),
                                error("/parent", "not-a-uuid", "A UUID is expected."),
                                error(
                                        "/since",
                                        "not-a-time",
                                        "A time with offset (RFC 3339) is expected, such as 2026-03-02T18:00:00+08:00."),
                                error("/day", "not-a-date", "A date is expected, such as 2026-03-02."),
                                error("/parts/0/label", "size", "size must be between 0 and 5"),
                                error("/parts/0/inner/label", "not-a-text", "A text is expected."),
                                error("/parts/0/inner/extra", "unknown-field", "There is no such field."),
                                error("/parts/1", "not-an-object", "An object is expected."),
                                error("/tags/1", "not-a-text", "A text is expected."),
                                error("/tags/2", "missing", "A value is required."),
                                error("/counts/a~1b", "not-a-whole-number", "A whole number of 32 bits is expected."),
                                error("/unknown", "unknown-field", "There is no such field."))
                        + "]}");
    }

    @Test
    void aListsOwnConstraintsAndThoseOfItsElementsHold() {
        Http.Answer answer = Http.post(
                        "/echo",
                        "{\"name\":\"a\",\"colour\":\"red\",\"tags\":[\"ok\",\"NO\"],"
                                + "\"parts\":[{\"label\":\"a\"},{\"label\":\"b\"},{\"label\":\"c\"}]}")
                .send();
        assertThat(answer.body())
                .isEqualTo(INVALID + error("/parts", "size", "size must be between 0 and 2") + ","
                        + error("/tags/1", "pattern", "must match \\\"[a-z]+\\\"") + "]}");
    }

    static Stream<Arguments> brokenBodies() {
        String text = "The text holds a control character or half a character.";
        return Stream.of(
                Arguments.of("{", malformed(" Line 1, column 2.")),
                Arguments.of("{\"name\":\"a\",\"name\":\"b\"}", malformed(" Line 1, column 19.")),
                Arguments.of("{} {}", malformed(" Line 1, column 4.")),
                Arguments.of("{\"name\":NaN}", malformed(" Line 1, column 12.")),
                Arguments.of("[".repeat(5000), malformed("")),
                Arguments.of("{\"x\":".repeat(5000), malformed("")),
                Arguments.of("{\"amount\":" + "9".repeat(5000) + "}", malformed("")),
                Arguments.of("{\"\\ud800\":1}", malformed(" Line 1, column 9.")),
                Arguments.of(
                        "", problem(400, "Bad Request", "empty-body", "The body is empty; a JSON object is expected.")),
                Arguments.of(
                        "   ",
                        problem(400, "Bad Request", "empty-body", "The body is empty; a JSON object is expected.")),
                Arguments.of("[]", invalid("", "not-an-object", "An object is expected.")),
                Arguments.of("null", invalid("", "not-an-object", "An object is expected.")),
                Arguments.of("\"x\"", invalid("", "not-an-object", "An object is expected.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":null}", invalid("/name", "missing", "The field is required.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":{\"name\":1}}",
                        invalid("/name", "not-a-text", "A text is expected.")),
                Arguments.of("{\"colour\":\"red\",\"name\":\"a\\u0000b\"}", invalid("/name", "unstorable-text", text)),
                Arguments.of("{\"colour\":\"red\",\"name\":\"a\\ud800\"}", invalid("/name", "unstorable-text", text)),
                Arguments.of("{\"colour\":\"red\",\"name\":\"\\udc00a\"}", invalid("/name", "unstorable-text", text)),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"" + "村".repeat(20_001) + "\"}",
                        invalid("/name", "too-long", "At most 20000 characters are taken.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"" + "x".repeat(21) + "\"}",
                        invalid("/name", "size", "size must be between 0 and 20")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"amount\":99999999999}",
                        invalid("/amount", "not-a-whole-number", "A whole number of 32 bits is expected.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"amount\":1.5}",
                        invalid("/amount", "not-a-whole-number", "A whole number of 32 bits is expected.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"parts\":[{\"label\":\"a\",\"weight\":1e1000000000}]}",
                        invalid("/parts/0/weight", "out-of-range", "The number is too large or too fine.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"day\":\"+999999999-12-31\"}",
                        invalid("/day", "not-a-date", "A date is expected, such as 2026-03-02.")),
                Arguments.of(
                        "{\"colour\":\"RED\",\"name\":\"a\"}",
                        invalid("/colour", "not-one-of", "One of these is expected: red, dark-blue.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"" + "f".repeat(500) + "\":1}",
                        invalid("/" + "f".repeat(199) + "…", "unknown-field", "There is no such field.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"a\\u0000\\n\":1}",
                        invalid("/a\uFFFD\uFFFD", "unknown-field", "There is no such field.")),
                Arguments.of(
                        "{\"colour\":\"red\",\"name\":\"a\",\"counts\":{\"\\u0000\":1}}",
                        invalid("/counts/\uFFFD", "unstorable-text", text)));
    }

    @ParameterizedTest
    @MethodSource("brokenBodies")
    void aBrokenBodyIsAProblemDocument(String body, String expected) {
        Http.Answer answer = Http.post("/echo", body).send();
        assertThat(answer.body()).isEqualTo(expected);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.status()).isEqualTo(expected.contains("\"status\":400") ? 400 : 422);
    }

    @Test
    void bytesThatAreNoTextAreMalformed() {
        byte[] start = "{\"name\":\"a".getBytes(StandardCharsets.UTF_8);
        byte[] body = java.util.Arrays.copyOf(start, start.length + 3);
        body[start.length] = (byte) 0xc3;
        body[start.length + 1] = '"';
        body[start.length + 2] = '}';
        Http.Answer answer = Http.post("/echo", body).send();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"malformed-json\"");
    }

    @Test
    void halfACharacterInTheBytesIsNotStored() {
        byte[] body = "{\"name\":\"a???\",\"colour\":\"red\"}".getBytes(StandardCharsets.ISO_8859_1);
        body[10] = (byte) 0xed;
        body[11] = (byte) 0xa0;
        body[12] = (byte) 0x80;
        Http.Answer answer = Http.post("/echo", body).send();
        assertThat(answer.status()).isIn(400, 422);
        assertThat(answer.body()).startsWith("{\"type\":\"urn:public-data-mesh:problem:");
    }

    @Test
    void aBodyOverTheLimitIsSaid() {
        String expected =
                problem(413, "Content Too Large", "content-too-large", "The body is larger than this operation takes.");
        String body = "{\"name\":\"" + "x".repeat(300_000) + "\"}";
        Http.Answer told = Http.post("/echo", body).send();
        assertThat(told.status()).isEqualTo(413);
        assertThat(told.body()).isEqualTo(expected);
        Http.Answer streamed = Http.post("/echo", body).chunked().send();
        assertThat(streamed.status()).isEqualTo(413);
    }

    /** Whoever sends all before reading anything is told as well: the connection is not reset under what comes. */
    @Test
    void aBodyOverTheLimitIsSaidToWhoReadsOnlyAfterSendingItAll() {
        String answer = Http.of("POST", "/echo").body(new byte[8_000_000]).sendAllThenRead();
        assertThat(answer).startsWith("HTTP/1.1 413 ").contains("\"code\":\"content-too-large\"");
    }

    @Test
    void aCompressedBodyIsRefusedAndAPlainOneMaySayThatItIsPlain() {
        Http.Answer answer = Http.post("/echo", "{\"name\":\"x\"}")
                .header("Content-Encoding", "gzip")
                .send();
        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.header("Accept-Encoding")).isEqualTo("identity");
        assertThat(answer.body())
                .isEqualTo(problem(
                        415,
                        "Unsupported Media Type",
                        "content-coding-not-taken",
                        "The body is sent as it is, without a Content-Encoding such as gzip."));
        assertThat(Http.post("/echo", "{}")
                        .header("Content-Encoding", "identity")
                        .send()
                        .status())
                .isEqualTo(422);
    }

    @Test
    void anotherMediaTypeIsRefused() {
        String expected = problem(
                415,
                "Unsupported Media Type",
                "unsupported-media-type",
                "The operation does not take this media type.");
        for (String type : new String[] {"text/plain", "application/xml", "application/x-www-form-urlencoded"}) {
            Http.Answer answer = Http.of("POST", "/echo")
                    .body("{}")
                    .header("Content-Type", type)
                    .send();
            assertThat(answer.status()).isEqualTo(415);
            assertThat(answer.body()).isEqualTo(expected);
        }
        assertThat(Http.of("POST", "/echo").body("{}").send().status()).isEqualTo(415);
        assertThat(Http.of("POST", "/echo")
                        .body("{}")
                        .header("Content-Type", "rubbish")
                        .send()
                        .status())
                .isIn(400, 415);
    }

    @Test
    void aRecordWithoutConstraintsIsReadToo() {
        assertThat(Http.post("/plain", "{}").send().body()).isEqualTo("{}");
        assertThat(Http.post("/plain", "{\"note\":\"a\"}").send().body()).isEqualTo("{\"note\":\"a\"}");
    }
}
