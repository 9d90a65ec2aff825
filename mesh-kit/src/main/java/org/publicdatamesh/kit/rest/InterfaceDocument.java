package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem.HttpMethod;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Problem;

/**
 * Completes a service's OpenAPI document with what is the same everywhere: the problems that an operation may answer, the
 * {@code Idempotency-Key} of writes, and the example of a JSON body, which is the resource {@code
 * openapi-examples/<operationId>.json}.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class InterfaceDocument implements OASFilter {
    private static final String JSON = "application/json";
    private static final Map<Integer, String> PROBLEMS = Map.ofEntries(
            Map.entry(400, "The body, a parameter or a header cannot be read."),
            Map.entry(401, "A valid access token is required."),
            Map.entry(403, "The caller's role, unit or account does not allow this."),
            Map.entry(404, "There is no such thing, or not for this caller."),
            Map.entry(409, "The state of the thing does not allow this, or the same is being worked on."),
            Map.entry(412, "The thing has changed since it was read."),
            Map.entry(413, "The body is too large."),
            Map.entry(415, "The operation does not take this media type."),
            Map.entry(422, "The request breaks rules; each one is listed."),
            Map.entry(428, "If-Match is required."),
            Map.entry(503, "A part of the platform is away, or the service has only just started; try again."));

    @Override
    public void filterOpenAPI(OpenAPI document) {
        Components components =
                document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        document.setComponents(components.addSchema("Problem", problem()));
        PROBLEMS.forEach((status, meaning) -> components.addResponse(
                "Problem" + status,
                OASFactory.createAPIResponse()
                        .description(meaning)
                        .content(OASFactory.createContent()
                                .addMediaType(
                                        Problem.MEDIA_TYPE.toString(),
                                        OASFactory.createMediaType()
                                                .schema(OASFactory.createSchema()
                                                        .ref("Problem"))))));
        document.getPaths().getPathItems().forEach((path, item) -> item.getOperations()
                .forEach((method, operation) -> complete(path, method, operation)));
    }

    /** Enum constants as they stand in JSON: {@code CONDITIONAL} is {@code conditional}. */
    @Override
    public Schema filterSchema(Schema schema) {
        List<Object> values = schema.getEnumeration();
        if (values != null && values.stream().allMatch(InterfaceDocument::isConstant)) {
            schema.setEnumeration(values.stream()
                    .map(value ->
                            (Object) value.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
                    .toList());
        }
        return schema;
    }

    private static boolean isConstant(Object value) {
        return value instanceof String text && text.matches("[A-Z][A-Z0-9_]*");
    }

    private static void complete(String path, HttpMethod method, Operation operation) {
        boolean writes = method != HttpMethod.GET && method != HttpMethod.HEAD;
        if (writes) {
            operation.addParameter(OASFactory.createParameter()
                    .name("Idempotency-Key")
                    .in(Parameter.In.HEADER)
                    .description("A repeat with the same key gets the first answer and has no second effect.")
                    .schema(text().maxLength(100)));
        }
        APIResponses answers = operation.getResponses();
        answers.getAPIResponses().values().forEach(InterfaceDocument::nameMediaTypes);
        for (int status : problems(path, writes, operation)) {
            answers.addAPIResponse(
                    String.valueOf(status), OASFactory.createAPIResponse().ref("Problem" + status));
        }
        if (operation.getRequestBody() != null && operation.getRequestBody().getContent() != null) {
            MediaType body = operation.getRequestBody().getContent().getMediaType(JSON);
            if (body != null && body.getExample() == null && operation.getOperationId() != null) {
                body.setExample(example(operation.getOperationId()));
            }
        }
    }

    /** Media types without the weight that only the server needs to choose among them. */
    private static void nameMediaTypes(APIResponse answer) {
        if (answer.getContent() != null) {
            Content named = OASFactory.createContent();
            answer.getContent()
                    .getMediaTypes()
                    .forEach((type, content) -> named.addMediaType(type.replaceFirst(";qs=.*", ""), content));
            answer.setContent(named);
        }
    }

    private static TreeSet<Integer> problems(String path, boolean writes, Operation operation) {
        List<Parameter> parameters = operation.getParameters() == null ? List.of() : operation.getParameters();
        TreeSet<Integer> problems = new TreeSet<>(List.of(401, 403, 503));
        if (path.contains("{")) {
            problems.addAll(List.of(404, 422));
        }
        if (writes) {
            problems.addAll(List.of(409, 422));
        }
        if (parameters.stream().anyMatch(parameter -> parameter.getIn() == Parameter.In.QUERY)) {
            problems.addAll(List.of(400, 422));
        }
        if (parameters.stream().anyMatch(parameter -> "If-Match".equals(parameter.getName()))) {
            problems.addAll(List.of(412, 428));
        }
        if (operation.getRequestBody() != null) {
            problems.addAll(List.of(400, 413, 415, 422));
        }
        return problems;
    }

    private static @Nullable Object example(String operation) {
        String name = "openapi-examples/" + operation + ".json";
        try (InputStream file = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return file == null ? null : new ObjectMapper().readValue(file, Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read", e);
        }
    }

    private static Schema problem() {
        Schema violation = object(
                "One broken rule, at a place of the body, a parameter or a header.",
                Map.of(
                        "pointer", text(),
                        "parameter", text(),
                        "header", text(),
                        "offset", number(),
                        "length", number(),
                        "code", text(),
                        "message", text()),
                "code",
                "message");
        return object(
                "A problem document (RFC 9457).",
                Map.of(
                        "type", text(),
                        "title", text(),
                        "status", number(),
                        "code", text(),
                        "detail", text(),
                        "instance", text(),
                        "errors",
                                OASFactory.createSchema()
                                        .addType(Schema.SchemaType.ARRAY)
                                        .items(violation)),
                "type",
                "title",
                "status",
                "code");
    }

    private static Schema object(String description, Map<String, Schema> properties, String... required) {
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description(description)
                .properties(new TreeMap<>(properties))
                .required(List.of(required));
    }

    private static Schema number() {
        return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER);
    }

    private static Schema text() {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING);
    }
}
