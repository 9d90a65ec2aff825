package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Binds a JSON body to a record, component by component, and names every broken rule at once: unknown and missing
 * fields, wrong types, values outside an enumeration, texts that cannot be stored, and the constraints of Jakarta
 * Validation on the components. A component that may be absent carries jspecify's {@code @Nullable}.
 */
final class StrictJson {
    /** Longest text in a body, in characters. */
    static final int MAX_TEXT = 20_000;

    private static final int MAX_VIOLATIONS = 100;
    private static final ObjectMapper MAPPER = JsonMapper.builder(com.fasterxml.jackson.core.JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(32)
                            .maxNumberLength(100)
                            .maxStringLength(1_000_000)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Validator validator;
    private final List<Violation> violations = new ArrayList<>();

    private StrictJson(Validator validator) {
        this.validator = validator;
    }

    /**
     * Reads a record.
     *
     * @throws RefusedException 400 where the bytes are not JSON, 422 with every broken rule otherwise
     */
    static Object read(Class<?> type, byte[] body, Validator validator) {
        JsonNode tree = parse(body);
        StrictJson reader = new StrictJson(validator);
        Object value = reader.bind(type, tree, "");
        reader.refuse();
        if (value == null) {
            throw new IllegalStateException("bound to nothing without a violation: " + type);
        }
        Set<ConstraintViolation<Object>> broken = reader.validator.validate(value);
        broken.stream()
                .map(v -> Violation.at(pointer(v.getPropertyPath()), "constraint", v.getMessage()))
                .sorted(Comparator.comparing((Violation v) -> String.valueOf(v.pointer()))
                        .thenComparing(Violation::message))
                .forEach(reader.violations::add);
        reader.refuse();
        return value;
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw malformed("The body is empty; a JSON object is expected.");
        }
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw malformed("The body is empty; a JSON object is expected.");
            }
            if (parser.nextToken() != null) {
                throw malformed("There is more after the JSON value.");
            }
            return tree;
        } catch (JsonProcessingException e) {
            String where = e.getLocation() == null
                    ? ""
                    : " Line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ".";
            throw malformed("The body is not well-formed JSON." + where);
        } catch (IOException e) {
            throw malformed("The body is not well-formed UTF-8 JSON.");
        }
    }

    private static RefusedException malformed(String message) {
        return new RefusedException(Refusal.of(400, "malformed-json", message));
    }

    private void refuse() {
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(
                    violations.stream().limit(MAX_VIOLATIONS).toList());
        }
    }

    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        for (Path.Node node : path) {
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKey() != null) {
                pointer.append('/').append(escape(node.getKey().toString()));
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(escape(node.getName()));
            }
        }
        return pointer.toString();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private @Nullable Object broken(String pointer, String code, String message) {
        violations.add(Violation.at(pointer, code, message));
        return null;
    }

    private @Nullable Object bind(Class<?> type, JsonNode node, String pointer) {
        if (!node.isObject()) {
            return broken(pointer, "wrong-type", "An object is expected.");
        }
        RecordComponent[] components = type.getRecordComponents();
        Set<String> known = new HashSet<>();
        Object[] arguments = new Object[components.length];
        int before = violations.size();
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            known.add(component.getName());
            String at = pointer + "/" + escape(component.getName());
            JsonNode value = node.get(component.getName());
            if (value == null || value.isNull()) {
                if (!isNullable(component.getAnnotatedType())) {
                    broken(at, "missing", "The field is required.");
                }
            } else {
                arguments[i] = value(component.getAnnotatedType(), value, at);
            }
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                broken(
                        pointer + "/" + escape(name.length() > 80 ? name.substring(0, 80) : name),
                        "unknown-field",
                        "There is no such field.");
            }
        });
        return violations.size() > before ? null : construct(type, components, arguments);
    }

    private static Object construct(Class<?> type, RecordComponent[] components, Object[] arguments) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException("cannot make a " + type, e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private @Nullable Object value(AnnotatedType annotated, JsonNode node, String pointer) {
        Type type = annotated.getType();
        if (type instanceof ParameterizedType generic && generic.getRawType() instanceof Class<?> raw) {
            AnnotatedType[] arguments = ((AnnotatedParameterizedType) annotated).getAnnotatedActualTypeArguments();
            if (raw == List.class) {
                return list(arguments[0], node, pointer);
            }
            if (raw == Map.class) {
                return map(arguments[1], node, pointer);
            }
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalStateException("not a type of a request: " + type);
        }
        if (plain.isRecord()) {
            return bind(plain, node, pointer);
        }
        if (plain.isEnum()) {
            return constant(plain, node, pointer);
        }
        return scalar(plain, node, pointer);
    }

    private @Nullable Object list(AnnotatedType element, JsonNode node, String pointer) {
        if (!node.isArray()) {
            return broken(pointer, "wrong-type", "An array is expected.");
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object value = element(element, node.get(i), pointer + "/" + i);
            if (value != null) {
                values.add(value);
            }
        }
        return List.copyOf(values);
    }

    private @Nullable Object map(AnnotatedType element, JsonNode node, String pointer) {
        if (!node.isObject()) {
            return broken(pointer, "wrong-type", "An object is expected.");
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            Object value = element(element, field.getValue(), pointer + "/" + escape(field.getKey()));
            if (value != null) {
                values.put(field.getKey(), value);
            }
        });
        return values;
    }

    private @Nullable Object element(AnnotatedType element, JsonNode node, String pointer) {
        return node.isNull() ? broken(pointer, "missing", "A value is required.") : value(element, node, pointer);
    }

    private @Nullable Object constant(Class<?> type, JsonNode node, String pointer) {
        for (Object constant : type.getEnumConstants()) {
            if (node.isTextual() && EventJson.kebab((Enum<?>) constant).equals(node.textValue())) {
                return constant;
            }
        }
        String allowed = Stream.of(type.getEnumConstants())
                .map(c -> EventJson.kebab((Enum<?>) c))
                .collect(Collectors.joining(", "));
        return broken(pointer, "not-allowed", "One of these is expected: " + allowed + ".");
    }

    private @Nullable Object scalar(Class<?> type, JsonNode node, String pointer) {
        if (type == String.class) {
            return node.isTextual()
                    ? text(node.textValue(), pointer)
                    : broken(pointer, "wrong-type", "A text is expected.");
        }
        if (type == int.class || type == Integer.class) {
            return node.isIntegralNumber() && node.canConvertToInt()
                    ? (Object) node.intValue()
                    : broken(pointer, "wrong-type", "A whole number of 32 bits is expected.");
        }
        if (type == long.class || type == Long.class) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? (Object) node.longValue()
                    : broken(pointer, "wrong-type", "A whole number of 64 bits is expected.");
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.isBoolean()
                    ? (Object) node.booleanValue()
                    : broken(pointer, "wrong-type", "true or false is expected.");
        }
        if (type == BigDecimal.class) {
            return node.isNumber() ? node.decimalValue() : broken(pointer, "wrong-type", "A number is expected.");
        }
        if (!node.isTextual()) {
            return broken(pointer, "wrong-type", "A text is expected.");
        }
        return formatted(type, node.textValue(), pointer);
    }

    private @Nullable Object formatted(Class<?> type, String text, String pointer) {
        try {
            if (type == UUID.class) {
                if (text.length() != 36) {
                    return broken(pointer, "wrong-format", "A UUID is expected.");
                }
                return UUID.fromString(text);
            }
            if (type == Instant.class) {
                return OffsetDateTime.parse(text).toInstant();
            }
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
        } catch (IllegalArgumentException e) {
            return broken(pointer, "wrong-format", "A UUID is expected.");
        } catch (DateTimeParseException e) {
            return broken(
                    pointer,
                    "wrong-format",
                    type == Instant.class
                            ? "A time with offset (RFC 3339) is expected, such as 2026-03-02T18:00:00+08:00."
                            : "A date is expected, such as 2026-03-02.");
        }
        throw new IllegalStateException("not a type of a request: " + type);
    }

    private @Nullable Object text(String text, String pointer) {
        if (text.length() > MAX_TEXT) {
            return broken(pointer, "too-long", "At most " + MAX_TEXT + " characters are taken.");
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\n' && c != '\t' && c != '\r';
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (control || Character.isSurrogate(c)) {
                return broken(pointer, "unstorable-text", "The text holds a control character or half a character.");
            }
        }
        return text;
    }
}
