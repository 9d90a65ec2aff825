package org.publicdatamesh.test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A running service's interface: its operations as its OpenAPI document names them, who may call each, and calls. */
final class Interface {
    static final String EVERYONE = "everyone";
    static final String JSON_TYPE = "application/json";
    static final String PROBLEM_TYPE = "application/problem+json";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final List<String> METHODS = List.of("get", "put", "post", "delete", "patch", "head", "options");

    private final String base;
    private final JsonNode document;

    private Interface(String base, JsonNode document) {
        this.base = base;
        this.document = document;
    }

    /** Reads the document of the service at that address. */
    static Interface at(String address) {
        String base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        Answer answer = send(HttpRequest.newBuilder(URI.create(base + "/q/openapi?format=json")));
        if (answer.status() != 200) {
            throw new AssertionError("the OpenAPI document cannot be read: " + answer);
        }
        return new Interface(base, answer.json());
    }

    /**
     * One operation.
     *
     * @param name method and path
     * @param described what the document says of it
     */
    record Operation(String name, JsonNode described) {
        String method() {
            return name.substring(0, name.indexOf(' '));
        }

        String path() {
            return name.substring(name.indexOf(' ') + 1);
        }

        boolean takes(String mediaType) {
            return described.path("requestBody").path("content").has(mediaType);
        }

        /** The media type of its body; null where it takes none. */
        @Nullable
        String bodyType() {
            Iterator<String> types =
                    described.path("requestBody").path("content").fieldNames();
            return types.hasNext() ? types.next() : null;
        }

        @Nullable
        JsonNode example() {
            JsonNode example = described.at("/requestBody/content/application~1json/example");
            return example.isMissingNode() ? null : example;
        }

        /** The media types in which it may answer, each from a method of its own; any where it names none. */
        List<String> answerTypes() {
            Set<String> types = new LinkedHashSet<>();
            described.path("responses").properties().forEach(answer -> {
                if (answer.getKey().startsWith("2")) {
                    answer.getValue().path("content").fieldNames().forEachRemaining(types::add);
                }
            });
            return types.isEmpty() ? List.of("*/*") : List.copyOf(types);
        }

        boolean isPage() {
            return described.at("/responses/200/content").has("text/html");
        }

        List<String> parameters(String in) {
            List<String> names = new ArrayList<>();
            described.path("parameters").forEach(parameter -> {
                if (in.equals(parameter.path("in").asText())) {
                    names.add(parameter.path("name").asText());
                }
            });
            return names;
        }
    }

    /** All operations of the document. */
    List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(field -> {
                    if (METHODS.contains(field.getKey())) {
                        operations.add(new Operation(
                                field.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey(), field.getValue()));
                    }
                }));
        return operations;
    }

    /** What a reference of the document leads to. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }

    /** Who may call each operation: the lines {@code METHOD /path: role role …} of {@code operations.txt}. */
    static Map<String, Set<String>> table() {
        Map<String, Set<String>> table = new LinkedHashMap<>();
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream("operations.txt")) {
            if (file == null) {
                throw new AssertionError("there is no operations.txt among the test resources");
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line : lines.lines().toList()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int colon = line.lastIndexOf(':');
                    table.put(
                            line.substring(0, colon).strip(),
                            new LinkedHashSet<>(
                                    List.of(line.substring(colon + 1).strip().split("\\s+"))));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return table;
    }

    /** A call: a random id for each parameter of the path, and what else is set. */
    final class Call {
        private final Operation operation;
        private String path;
        private @Nullable String token;
        private @Nullable String type;
        private String accepted = "*/*";
        private String body = "";

        private Call(Operation operation) {
            this.operation = operation;
            this.path =
                    operation.path().replaceAll("\\{[^}]*}", UUID.randomUUID().toString());
        }

        Call token(@Nullable String accessToken) {
            token = accessToken;
            return this;
        }

        Call accept(String mediaType) {
            accepted = mediaType;
            return this;
        }

        Call pathParameters(String value) {
            path = operation.path().replaceAll("\\{[^}]*}", value);
            return this;
        }

        Call query(String name, String encoded) {
            path += "?" + name + "=" + encoded;
            return this;
        }

        Call body(String mediaType, String text) {
            type = mediaType;
            body = text;
            return this;
        }

        Answer send() {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                    .method(
                            operation.method(),
                            body.isEmpty()
                                    ? HttpRequest.BodyPublishers.noBody()
                                    : HttpRequest.BodyPublishers.ofString(body));
            request.header("Accept", accepted);
            if (type != null) {
                request.header("Content-Type", type);
            }
            if (token != null) {
                request.header("Authorization", "Bearer " + token);
            }
            return Interface.send(request);
        }
    }

    /** A call of the operation with a body that it takes as one, though it says nothing. */
    Call call(Operation operation) {
        Call call = new Call(operation);
        String type = operation.bodyType();
        return type == null ? call : call.body(type, "{}");
    }

    private static Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(
                    answer.statusCode(),
                    answer.headers().firstValue("Content-Type").orElse(""),
                    answer.body());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** What was answered. */
    record Answer(int status, String type, String body) {
        JsonNode json() {
            try {
                return JSON.readTree(body);
            } catch (IOException e) {
                throw new IllegalStateException("not JSON: " + this, e);
            }
        }

        /** Whether it is a problem document whose members agree. */
        boolean isProblem() {
            if (!type.startsWith(PROBLEM_TYPE)) {
                return false;
            }
            JsonNode problem = json();
            return problem.path("status").asInt() == status
                    && !code().isEmpty()
                    && problem.path("type").asText().endsWith(":" + code())
                    && problem.path("title").isTextual();
        }

        /** The problem's code; empty where it is no problem. */
        String code() {
            return type.startsWith(PROBLEM_TYPE) ? json().path("code").asText() : "";
        }

        /** Whether the problem names a broken rule, at a place where that is given. */
        boolean names(String rule, @Nullable String pointer) {
            for (JsonNode error : json().path("errors")) {
                if (rule.equals(error.path("code").asText())
                        && (pointer == null
                                || pointer.equals(error.path("pointer").asText()))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String toString() {
            String shown = body.length() > 300 ? body.substring(0, 300) + "…" : body;
            return status + " " + type + " " + shown.replaceAll("\\s+", " ");
        }
    }
}
