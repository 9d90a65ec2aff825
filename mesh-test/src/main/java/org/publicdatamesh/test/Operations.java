package org.publicdatamesh.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.RestAssured;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Interface.Answer;
import org.publicdatamesh.test.Interface.Operation;

/**
 * What holds for every operation of every service: who may call it stands in {@code operations.txt} among the test resources
 * and nobody else may; whatever is sent, the answer is one that the OpenAPI document names, and never a fault of ours.
 * Everything that does not hold is told at once.
 */
public abstract class Operations {
    private static final List<String> OF_THE_AUTHORITY =
            List.of("authority-reviewer", "authority-admin", "government-arbiter", "auditor");
    private static final List<String> UNITS = List.of("authority", "civil-affairs");

    private final Set<String> broken = new LinkedHashSet<>();
    private final Map<String, Set<String>> table = Interface.table();

    @TestHTTPResource
    String address = "";

    @SuppressWarnings("NullAway.Init")
    private Interface service;

    /** All roles that there are. */
    protected abstract List<String> roles();

    /** Admits the unit, or does not any more. */
    protected abstract void admit(String unit, boolean admitted);

    @BeforeEach
    void read() {
        UNITS.forEach(unit -> admit(unit, true));
        service = Interface.at(address);
    }

    @AfterEach
    void admitAgain() {
        UNITS.forEach(unit -> admit(unit, true));
    }

    @Test
    void theTableNamesEveryOperationAndEveryRoleInItIsOne() {
        Set<String> named = new LinkedHashSet<>();
        service.operations().forEach(operation -> {
            named.add(operation.name());
            expect(table.containsKey(operation.name()), operation.name() + " is not in operations.txt");
        });
        table.forEach((operation, allowed) -> {
            expect(named.contains(operation), operation + " is in operations.txt and not in the OpenAPI document");
            allowed.forEach(role -> expect(
                    role.equals(Interface.EVERYONE) ? allowed.size() == 1 : roles().contains(role),
                    operation + ": " + role + " is no role"));
        });
        tell();
    }

    @Test
    void withoutATokenOnlyWhatIsForEveryoneAnswers() {
        for (Operation operation : service.operations()) {
            for (String type : operation.answerTypes()) {
                String how = "without a token, for " + type;
                Answer answer = service.call(operation).accept(type).send();
                if (isForEveryone(operation)) {
                    letIn(operation, how, answer);
                } else {
                    refused(operation, how, answer, 401, "authentication-required");
                }
            }
        }
        tell();
    }

    @Test
    void eachRoleMayDoWhatTheTableSaysAndNothingElse() {
        for (Operation operation : service.operations()) {
            for (String role : roles()) {
                for (String type : operation.answerTypes()) {
                    String how = "as " + role + ", for " + type;
                    Answer answer = service.call(operation)
                            .token(token(role))
                            .accept(type)
                            .send();
                    if (mayCall(role, operation)) {
                        letIn(operation, how, answer);
                    } else {
                        refused(operation, how, answer, 403, "role-not-allowed");
                    }
                }
            }
        }
        tell();
    }

    @Test
    void aTokenThatIsExpiredOrNotForTheMeshIsChallengedEverywhere() {
        Map<String, String> worthless = WorthlessTokens.all();
        for (Operation operation : service.operations()) {
            worthless.forEach((what, token) -> refused(
                    operation,
                    "with " + what,
                    service.call(operation).token(token).send(),
                    401,
                    "authentication-required"));
        }
        tell();
    }

    @Test
    void aUnitThatIsNotAdmittedIsRefusedEverywhere() {
        UNITS.forEach(unit -> admit(unit, false));
        for (Operation operation : service.operations()) {
            for (String role : roles()) {
                if (mayCall(role, operation) && !role.equals("citizen")) {
                    refused(
                            operation,
                            "as " + role + " of a unit that is not admitted",
                            service.call(operation).token(token(role)).send(),
                            403,
                            "unit-not-admitted");
                }
            }
        }
        tell();
    }

    @Test
    void aBodyThatCannotBeReadIsRefusedByName() {
        for (Operation operation : service.operations()) {
            String token = tokenFor(operation);
            if (operation.bodyType() != null) {
                refused(
                        operation,
                        "with a body of another media type",
                        service.call(operation)
                                .token(token)
                                .body("application/x-unknown", "{}")
                                .send(),
                        415,
                        "unsupported-media-type");
            }
            if (operation.takes(Interface.JSON_TYPE)) {
                refused(
                        operation,
                        "with a text for JSON",
                        service.call(operation)
                                .token(token)
                                .body("text/plain", "reasons")
                                .send(),
                        415,
                        "unsupported-media-type");
                json(operation, token);
            }
        }
        tell();
    }

    private void json(Operation operation, String token) {
        for (String malformed : List.of("{", "{\"x\":1", "{}{}", "x", "{\"x\":1,\"x\":2}")) {
            refused(operation, "with the body " + malformed, sent(operation, token, malformed), 400, "malformed-json");
        }
        refused(operation, "without a body", sent(operation, token, ""), 400, "empty-body");
        for (String wrong : List.of("{}", "[]", "null", "1", "\"x\"", "{\"x\":1}")) {
            refused(operation, "with the body " + wrong, sent(operation, token, wrong), 422, "invalid-request");
        }
        Answer unknown = sent(operation, token, "{\"x\":1}");
        expect(
                unknown.status() == 422 && unknown.names("unknown-field", "/x"),
                operation.name() + " does not name the unknown field: " + unknown);
        JsonNode example = operation.example();
        if (example != null) {
            for (JsonNode wrong : withAWrongType(example)) {
                refused(
                        operation,
                        "with the body " + wrong,
                        sent(operation, token, wrong.toString()),
                        422,
                        "invalid-request");
            }
        }
    }

    @Test
    void aParameterThatIsRubbishIsNoFaultOfOurs() {
        for (Operation operation : service.operations()) {
            String token = tokenFor(operation);
            if (operation.path().contains("{")) {
                for (String rubbish : List.of("rubbish", "0", "%00", "%F0%9F%98%80", "x".repeat(300))) {
                    survived(
                            operation,
                            "with " + rubbish + " in its path",
                            service.call(operation)
                                    .token(token)
                                    .pathParameters(rubbish)
                                    .send());
                }
            }
            List<String> names = new ArrayList<>(operation.parameters("query"));
            names.add("unheard-of");
            for (String name : names) {
                for (String rubbish : List.of("", "%00", "-1", "%F0%9F%98%80'", "x".repeat(3000))) {
                    survived(
                            operation,
                            "with " + name + "=" + rubbish,
                            service.call(operation)
                                    .token(token)
                                    .query(name, rubbish)
                                    .send());
                }
            }
        }
        tell();
    }

    @Test
    void everyOperationDocumentsItsAnswers() {
        Set<String> ids = new LinkedHashSet<>();
        for (Operation operation : service.operations()) {
            JsonNode described = operation.described();
            String id = described.path("operationId").asText();
            expect(!id.isEmpty() && ids.add(id), operation.name() + " has no operationId of its own");
            expect(described.path("summary").isTextual(), operation.name() + " has no summary");
            JsonNode answers = described.path("responses");
            List<String> statuses = new ArrayList<>();
            answers.fieldNames().forEachRemaining(statuses::add);
            expect(
                    statuses.stream().anyMatch(status -> status.startsWith("2")),
                    operation.name() + " documents no success: " + statuses);
            List<String> expected = new ArrayList<>(List.of("401", "403"));
            if (operation.path().contains("{")) {
                expected.add("404");
            }
            if (!operation.method().equals("GET")) {
                expected.addAll(List.of("409", "422"));
            }
            if (operation.parameters("header").contains("If-Match")) {
                expected.addAll(List.of("412", "428"));
            }
            if (operation.bodyType() != null) {
                expected.addAll(List.of("400", "413", "415", "422"));
            }
            expect(
                    statuses.containsAll(expected),
                    operation.name() + " documents " + statuses + " and not all of " + expected);
            answers.properties().forEach(answer -> {
                if (answer.getKey().startsWith("4")) {
                    JsonNode content = service.resolved(answer.getValue()).path("content");
                    expect(
                            content.has(Interface.PROBLEM_TYPE),
                            operation.name() + " documents " + answer.getKey() + " without a problem document");
                }
            });
        }
        tell();
    }

    @Test
    void theDocumentNamesValuesAsJsonHasThem() {
        String document = RestAssured.get("/q/openapi?format=json").asString();
        Matcher constants =
                Pattern.compile("\"enum\"\\s*:\\s*\\[\\s*\"[A-Z][A-Z0-9_]*\"").matcher(document);
        if (constants.find()) {
            throw new AssertionError("values that no operation takes: " + constants.group());
        }
    }

    @Test
    void everyBodyHasAnExampleThatTheServiceReads() {
        for (Operation operation : service.operations()) {
            if (operation.takes(Interface.JSON_TYPE)) {
                JsonNode example = operation.example();
                expect(example != null, operation.name() + " has no example of its body");
                if (example != null) {
                    Answer answer = sent(operation, tokenFor(operation), example.toString());
                    survived(operation, "with its example", answer);
                    expect(
                            answer.status() != 400 && !answer.code().equals("invalid-request")
                                    || answer.names("unknown-resource", null),
                            operation.name() + " does not take its example: " + answer);
                }
            }
        }
        tell();
    }

    /** The example once for each of its values, with a value of another type in its place. */
    private static List<JsonNode> withAWrongType(JsonNode example) {
        List<JsonNode> variants = new ArrayList<>();
        for (String pointer : pointers("", example).toList()) {
            JsonNode variant = example.deepCopy();
            int slash = pointer.lastIndexOf('/');
            JsonNode parent = variant.at(pointer.substring(0, slash));
            String field = pointer.substring(slash + 1);
            JsonNode wrong = variant.at(pointer).isObject()
                    ? JsonNodeFactory.instance.textNode("x")
                    : JsonNodeFactory.instance
                            .objectNode()
                            .set("wrong", JsonNodeFactory.instance.arrayNode().add(true));
            if (parent instanceof ObjectNode object) {
                object.set(field, wrong);
            } else if (parent instanceof ArrayNode array) {
                array.set(Integer.parseInt(field), wrong);
            }
            variants.add(variant);
        }
        return variants;
    }

    private static Stream<String> pointers(String at, JsonNode node) {
        if (node.isObject()) {
            return node.properties().stream()
                    .flatMap(field -> Stream.concat(
                            Stream.of(at + "/" + field.getKey()),
                            pointers(at + "/" + field.getKey(), field.getValue())));
        }
        if (node.isArray() && !node.isEmpty()) {
            return Stream.concat(Stream.of(at + "/0"), pointers(at + "/0", node.get(0)));
        }
        return Stream.empty();
    }

    private Answer sent(Operation operation, String token, String body) {
        return service.call(operation)
                .token(token)
                .body(Interface.JSON_TYPE, body)
                .send();
    }

    private static String token(String role) {
        if (role.equals("citizen")) {
            return Tokens.citizen();
        }
        return Tokens.of(role, OF_THE_AUTHORITY.contains(role) ? "authority" : "civil-affairs");
    }

    private boolean isForEveryone(Operation operation) {
        return allowed(operation).contains(Interface.EVERYONE);
    }

    private boolean mayCall(String role, Operation operation) {
        return isForEveryone(operation) || allowed(operation).contains(role);
    }

    private Set<String> allowed(Operation operation) {
        return table.getOrDefault(operation.name(), Set.of());
    }

    private String tokenFor(Operation operation) {
        return token(roles().stream()
                .filter(role -> mayCall(role, operation))
                .findFirst()
                .orElse("data-specialist"));
    }

    private void letIn(Operation operation, String how, Answer answer) {
        expect(
                answer.status() != 401
                        && !List.of("role-not-allowed", "unit-not-admitted").contains(answer.code()),
                operation.name() + " " + how + " is refused: " + answer);
        survived(operation, how, answer);
    }

    /** A problem document says the code; a page for people may say it as a page. */
    private void refused(Operation operation, String how, Answer answer, int status, String code) {
        boolean said = operation.isPage() && !answer.isProblem()
                ? answer.type().startsWith("text/html") && answer.body().contains("<code>" + code + "</code>")
                : answer.isProblem() && answer.code().equals(code);
        expect(
                answer.status() == status && said,
                operation.name() + " " + how + ": " + status + " " + code + " is expected, not " + answer);
        documented(operation, how, answer);
    }

    /** Nothing failed, and a refusal is a problem document; a page for people may say it as a page. */
    private void survived(Operation operation, String how, Answer answer) {
        expect(answer.status() < 500, operation.name() + " " + how + " fails: " + answer);
        expect(
                answer.status() < 400 || answer.isProblem() || operation.isPage(),
                operation.name() + " " + how + " is refused without a problem document: " + answer);
        documented(operation, how, answer);
    }

    private void documented(Operation operation, String how, Answer answer) {
        expect(
                operation.described().path("responses").has(String.valueOf(answer.status())),
                operation.name() + " " + how + " answers " + answer.status() + ", which it does not document");
    }

    private void expect(boolean holds, String otherwise) {
        if (!holds) {
            broken.add(otherwise);
        }
    }

    private void tell() {
        if (!broken.isEmpty()) {
            throw new AssertionError(broken.size() + " broken:\n" + String.join("\n", broken));
        }
    }
}
