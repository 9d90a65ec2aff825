package org.publicdatamesh.kit.rest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
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

    static final Refusal EMPTY = Refusal.of(400, "empty-body", "The body is empty; a JSON object is expected.");
    private static final int MAX_ELEMENTS = 10_000;
    private static final int MAX_VIOLATIONS = 100;
    private static final int MAX_EXPONENT = 100;
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

    private static final Pattern UUID_FORM = Pattern.compile("[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}");

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
        return read(type, body, validator, tree -> {});
    }

    /** The same, after a look at the JSON that may refuse it. */
    static Object read(Class<?> type, byte[] body, Validator validator, Consumer<JsonNode> guard) {
        JsonNode tree = parse(body);
        guard.accept(tree);
        StrictJson reader = new StrictJson(validator);
        Object value = reader.bind(type, tree, "");
        reader.refuse();
        if (value == null) {
            throw new IllegalStateException("bound to nothing without a violation: " + type);
        }
        reader.note(reader.validator.validate(value), "");
        reader.refuse();
        return value;
    }

    private static JsonNode parse(byte[] body) {
        if (body.length == 0) {
            throw new RefusedException(EMPTY);
        }
        try (JsonParser parser = MAPPER.createParser(body)) {
            JsonNode tree = MAPPER.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw new RefusedException(EMPTY);
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

    /** The constraint's name in kebab-case: {@code NotBlank} is {@code not-blank}. */
    static String ruleName(ConstraintViolation<?> violation) {
        return violation
                .getConstraintDescriptor()
                .getAnnotation()
                .annotationType()
                .getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }

    /** A pointer made of the caller's own names, short and writable whatever they are. */
    private static String shown(String pointer) {
        String shown = pointer.length() > 200 ? pointer.substring(0, 200) + "…" : pointer;
        return storable(shown) ? shown : shown.replaceAll("[\\p{Cntrl}\\p{Cs}]", "\uFFFD");
    }

    private @Nullable Object broken(String pointer, String code, String message, Object... arguments) {
        violations.add(Violation.at(shown(pointer), code, message, arguments));
        return null;
    }

    private @Nullable Object bind(Class<?> type, JsonNode node, String pointer) {
        if (!node.isObject()) {
            return broken(pointer, "not-an-object", "An object is expected.");
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
            int unbroken = violations.size();
            if (value == null || value.isNull()) {
                if (!isNullable(component.getAnnotatedType())) {
                    broken(at, "missing", "The field is required.");
                }
            } else {
                arguments[i] = value(component.getAnnotatedType(), value, at);
            }
            if (violations.size() == unbroken && isConstrained(type, component)) {
                constraints(type, component, arguments[i], pointer);
            }
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                broken(pointer + "/" + escape(name), "unknown-field", "There is no such field.");
            }
        });
        return violations.size() > before ? null : construct(type, components, arguments, pointer);
    }

    private static boolean isConstrained(Class<?> type, RecordComponent component) {
        try {
            AnnotatedElement field = type.getDeclaredField(component.getName());
            if (Stream.of(field.getAnnotations()).anyMatch(StrictJson::isConstraint)) {
                return true;
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("a record without its field: " + type, e);
        }
        return component.getAnnotatedType() instanceof AnnotatedParameterizedType generic
                && Stream.of(generic.getAnnotatedActualTypeArguments())
                        .flatMap(argument -> Stream.of(argument.getAnnotations()))
                        .anyMatch(StrictJson::isConstraint);
    }

    private static boolean isConstraint(Annotation annotation) {
        Class<? extends Annotation> type = annotation.annotationType();
        return type.isAnnotationPresent(Constraint.class)
                || type.getEnclosingClass() != null && type.getEnclosingClass().isAnnotationPresent(Constraint.class);
    }

    /** The component's own constraints; those inside of it were seen when its parts were bound. */
    private void constraints(Class<?> type, RecordComponent component, @Nullable Object value, String pointer) {
        note(validator.validateValue(type, component.getName(), value), pointer);
    }

    private void note(Set<? extends ConstraintViolation<?>> broken, String pointer) {
        broken.stream()
                .map(v -> Violation.at(
                        shown(pointer + pointer(v.getPropertyPath())), ruleName(v), v.getMessage(), arguments(v)))
                .sorted(Comparator.comparing((Violation v) -> String.valueOf(v.pointer()))
                        .thenComparing(Violation::message))
                .forEach(violations::add);
    }

    /** What a translation fills in: the bounds of a size. */
    private static Object[] arguments(ConstraintViolation<?> violation) {
        return violation.getConstraintDescriptor().getAnnotation() instanceof Size size
                ? new Object[] {size.min(), size.max()}
                : new Object[0];
    }

    private @Nullable Object construct(
            Class<?> type, RecordComponent[] components, Object[] arguments, String pointer) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException
                    || e.getCause() instanceof NullPointerException
                    || e.getCause() instanceof DateTimeException) {
                return broken(pointer, "not-allowed-together", "The values are not allowed together.");
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
            return broken(pointer, "not-an-array", "An array is expected.");
        }
        if (node.size() > MAX_ELEMENTS) {
            return broken(pointer, "too-many", "At most " + MAX_ELEMENTS + " are taken.", MAX_ELEMENTS);
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
            return broken(pointer, "not-an-object", "An object is expected.");
        }
        if (node.size() > MAX_ELEMENTS) {
            return broken(pointer, "too-many", "At most " + MAX_ELEMENTS + " are taken.", MAX_ELEMENTS);
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties().forEach(field -> {
            String at = pointer + "/" + escape(field.getKey());
            Object name = text(field.getKey(), at);
            Object value = element(element, field.getValue(), at);
            if (name != null && value != null) {
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
        return broken(pointer, "not-one-of", "One of these is expected: " + allowed + ".", allowed);
    }

    private @Nullable Object scalar(Class<?> type, JsonNode node, String pointer) {
        if (type == String.class) {
            return node.isTextual()
                    ? text(node.textValue(), pointer)
                    : broken(pointer, "not-a-text", "A text is expected.");
        }
        if (type == int.class || type == Integer.class) {
            return node.isIntegralNumber() && node.canConvertToInt()
                    ? (Object) node.intValue()
                    : broken(pointer, "not-a-whole-number", "A whole number of 32 bits is expected.", 32);
        }
        if (type == long.class || type == Long.class) {
            return node.isIntegralNumber() && node.canConvertToLong()
                    ? (Object) node.longValue()
                    : broken(pointer, "not-a-whole-number", "A whole number of 64 bits is expected.", 64);
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.isBoolean()
                    ? (Object) node.booleanValue()
                    : broken(pointer, "not-a-boolean", "true or false is expected.");
        }
        if (type == BigDecimal.class) {
            return node.isNumber()
                    ? decimal(node.decimalValue(), pointer)
                    : broken(pointer, "not-a-number", "A number is expected.");
        }
        if (!node.isTextual()) {
            return broken(pointer, "not-a-text", "A text is expected.");
        }
        return formatted(type, node.textValue(), pointer);
    }

    private @Nullable Object decimal(BigDecimal number, String pointer) {
        return Math.abs((long) number.scale()) > MAX_EXPONENT
                ? broken(pointer, "out-of-range", "The number is too large or too fine.")
                : number;
    }

    private @Nullable Object formatted(Class<?> type, String text, String pointer) {
        if (type == UUID.class) {
            return UUID_FORM.matcher(text).matches()
                    ? UUID.fromString(text)
                    : broken(pointer, "not-a-uuid", "A UUID is expected.");
        }
        if (type == LocalDate.class) {
            return date(text, pointer);
        }
        if (type == Instant.class || type == OffsetDateTime.class) {
            return time(type, text, pointer);
        }
        throw new IllegalStateException("not a type of a request: " + type);
    }

    private @Nullable Object date(String text, String pointer) {
        try {
            LocalDate date = LocalDate.parse(text);
            if (date.getYear() >= 1 && date.getYear() <= 9999) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        return broken(pointer, "not-a-date", "A date is expected, such as 2026-03-02.");
    }

    /** To the microsecond, as the database keeps it: what is told at once equals what is read later. */
    private @Nullable Object time(Class<?> type, String text, String pointer) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (time.getYear() >= 1 && time.getYear() <= 9999) {
                return type == Instant.class ? time.toInstant() : time;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        return broken(
                pointer, "not-a-time", "A time with offset (RFC 3339) is expected, such as 2026-03-02T18:00:00+08:00.");
    }

    private @Nullable Object text(String text, String pointer) {
        if (text.length() > MAX_TEXT) {
            return broken(pointer, "too-long", "At most " + MAX_TEXT + " characters are taken.", MAX_TEXT);
        }
        return storable(text)
                ? text
                : broken(pointer, "unstorable-text", "The text holds a control character or half a character.");
    }

    /** Whether a text has neither control characters nor halves of characters. */
    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean control = c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7f;
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (control || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }
}
