package org.publicdatamesh.kit.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.identity.AdmittedUnits;

/** What is refused or fails outside a body's rules, in one shape and in the asked language. */
@QuarkusTest
@QuarkusTestResource(KitParts.class)
class ProblemsTest {
    @Inject
    AdmittedUnits units;

    @BeforeEach
    void educationIsAdmitted() {
        units.set("education", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET    | /no/such | 404 | Not Found          | no-such-address    | There is nothing at this address.",
                "DELETE | /echo    | 405 | Method Not Allowed | method-not-allowed | The address does not take this method.",
            })
    void whatTheServerRefusesIsAProblemDocument(
            String method, String path, int status, String title, String code, String detail) {
        Http.Answer answer = Http.of(method, path).send();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"urn:public-data-mesh:problem:" + code + "\",\"title\":\"" + title
                        + "\",\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"" + detail + "\"}");
    }

    @Test
    void aMediaTypeThatIsNotOfferedIsSaidInAProblemDocument() {
        Http.Answer answer = Http.get("/open").header("Accept", "text/csv").send();
        assertThat(answer.status()).isEqualTo(406);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.body())
                .isEqualTo("{\"type\":\"urn:public-data-mesh:problem:not-acceptable\",\"title\":\"Not Acceptable\","
                        + "\"status\":406,\"code\":\"not-acceptable\","
                        + "\"detail\":\"None of the accepted media types is offered.\"}");
    }

    @ParameterizedTest
    @CsvSource({"zh,zh", "zh-CN,zh", "'fr, zh;q=0.5, en;q=0.4',zh", "'bo, en','bo, zh'"})
    void messagesComeInTheAskedLanguage(String asked, String spoken) {
        Http.Answer answer = Http.post("/echo", "{\"name\":\"\",\"colour\":\"green\"}")
                .header("Accept-Language", asked)
                .send();
        assertThat(answer.header("Content-Language")).isEqualTo(spoken);
        assertThat(answer.body())
                .startsWith("{\"type\":\"urn:public-data-mesh:problem:invalid-request\",\"title\":\"内容不符合规则\","
                        + "\"status\":422,\"code\":\"invalid-request\",\"detail\":\"请求不符合规则,逐条列于下方。\",")
                .contains("{\"pointer\":\"/colour\",\"code\":\"not-one-of\",\"message\":\"应为下列之一:red, dark-blue。\"}");
    }

    @ParameterizedTest
    @CsvSource({"fr", "';;;'", "'*'", "'en, zh'", "'zh;q=0'", "'zh;q=x'"})
    void whatIsNotSpokenIsAnsweredInEnglish(String asked) {
        Http.Answer answer =
                Http.get("/no/such").header("Accept-Language", asked).send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Language")).isEqualTo("en");
        assertThat(answer.body()).contains("There is nothing at this address.");
    }

    @Test
    void aFaultOfOursTellsAnIncidentAndNothingElse() {
        for (String path : new String[] {"/failure", "/database-failure", "/database-says?state=42601"}) {
            Http.Answer answer = Http.get(path).send();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.body())
                    .matches(
                            "\\{\"type\":\"urn:public-data-mesh:problem:internal-error\",\"title\":\"Internal Server Error\","
                                    + "\"status\":500,\"code\":\"internal-error\","
                                    + "\"detail\":\"The platform failed; incident ([-0-9a-f]{36})\\.\","
                                    + "\"instance\":\"urn:uuid:\\1\"\\}");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "23505,409,already-exists",
        "22021,422,unstorable-text",
        "22003,422,unstorable-value",
        "55P03,409,request-in-progress",
        "40P01,503,temporarily-unavailable",
        "08006,503,temporarily-unavailable",
        "57P01,503,temporarily-unavailable"
    })
    void whatTheDatabaseSaysOfARequestIsNoFaultOfOurs(String state, int status, String code) {
        Http.Answer answer = Http.get("/database-says?state=" + state).send();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").doesNotContain("secret");
        assertThat(answer.header("Retry-After")).isEqualTo(status == 503 ? "1" : "");
    }

    @Test
    void aParameterThatCannotBeStoredIsNoFaultOfOurs() {
        Http.Answer answer = Http.get("/by-name?name=a%00").send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"type\":\"urn:public-data-mesh:problem:unstorable-text\",\"title\":\"Unprocessable Content\","
                                + "\"status\":422,\"code\":\"unstorable-text\","
                                + "\"detail\":\"A text holds a character that cannot be stored.\"}");
        assertThat(Http.get("/by-name?name=%ff%fe").send().status()).isLessThan(500);
        assertThat(Http.get("/by-name?name=%zz").sendRaw()).doesNotContain(" 500 ");
    }

    @Test
    void constraintsOnParametersNameTheParameter() {
        Http.Answer answer = Http.get("/by-name").send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .endsWith(
                        "\"errors\":[{\"parameter\":\"name\",\"code\":\"not-empty\",\"message\":\"must not be empty\"},"
                                + "{\"parameter\":\"name\",\"code\":\"not-null\",\"message\":\"must not be null\"}]}");
    }

    @Test
    void aPathThatIsNoIdIsNotFound() {
        Http.Answer answer = Http.of("PUT", "/not-an-id")
                .body("{\"name\":\"a\"}")
                .header("Content-Type", "application/json")
                .as("data-specialist", "education")
                .send();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("\"code\":\"no-such-address\"");
    }

    @Test
    void rowFiltersNameEachParameterThatIsWrong() {
        assertThat(Http.get("/rows?a=gt.1&b=in.(1,%222,3%22)&select=a&limit=1")
                        .send()
                        .body())
                .isEqualTo("[{\"item\":\"a\",\"operator\":\"gt\",\"values\":[\"1\"]},"
                        + "{\"item\":\"b\",\"operator\":\"in\",\"values\":[\"1\",\"2,3\"]}]");
        Http.Answer answer = Http.get("/rows?a=1&b=in.1&c=eq.%00&d=eq.ok").send();
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .endsWith(
                        "\"errors\":[{\"parameter\":\"a\",\"code\":\"unknown-operator\",\"message\":\"One of these and a dot are"
                                + " expected: eq, neq, gt, gte, lt, lte, like, in.\"},"
                                + "{\"parameter\":\"b\",\"code\":\"wrong-format\",\"message\":\"A list such as in.(a,b,\\\"c,d\\\") is"
                                + " expected.\"},"
                                + "{\"parameter\":\"c\",\"code\":\"unstorable-text\",\"message\":\"The text holds a control character or"
                                + " half a character.\"}]}");
    }
}
