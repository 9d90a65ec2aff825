package org.publicdatamesh.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventSchemasTest {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    static Stream<Class<? extends MeshEvent>> events() {
        return EventTypes.ALL.stream();
    }

    private static String written(Class<? extends MeshEvent> event) throws IOException {
        String name = "/schema/" + EventTypes.typeOf(event) + ".json";
        try (InputStream in = EventSchemasTest.class.getResourceAsStream(name)) {
            assertThat(in).as(name).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void theSchemaSaysWhatTheRecordSays(Class<? extends MeshEvent> event) throws IOException {
        assertThat(written(event))
                .as("an event that is read by others has changed: if a reader of the old form breaks, make a v2")
                .isEqualTo(SchemaOf.text(event));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventIsValidWithAndWithoutWhatMayBeAbsent(Class<? extends MeshEvent> event) throws Exception {
        JsonSchema schema = SCHEMAS.getSchema(written(event));
        for (boolean full : List.of(true, false)) {
            JsonNode json = EventJson.MAPPER.readTree(EventJson.write(sample(event, full)));
            assertThat(schema.validate(json)).as(json.toString()).isEmpty();
            ObjectNode without = json.deepCopy();
            without.remove(event.getRecordComponents()[0].getName());
            assertThat(schema.validate(without)).as(without.toString()).isNotEmpty();
        }
    }

    private static Object sample(Class<?> type, boolean full) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            AnnotatedType component = components[i].getAnnotatedType();
            values[i] = !full && SchemaOf.nullable(component) ? null : value(component, components[i].getType(), full);
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new));
        return constructor.newInstance(values);
    }

    private static @Nullable Object value(AnnotatedType annotated, Class<?> type, boolean full)
            throws ReflectiveOperationException {
        if (annotated instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            AnnotatedType last = arguments[arguments.length - 1];
            Object member = value(last, raw(last), full);
            return type == List.class
                    ? full && member != null ? List.of(member) : List.of()
                    : member == null ? Map.of() : Map.of("key", member);
        }
        if (type == String.class) {
            return "text";
        }
        if (type == UUID.class) {
            return new UUID(7, 7);
        }
        if (type == Instant.class) {
            return Instant.EPOCH;
        }
        if (type == int.class || type == Integer.class) {
            return 7;
        }
        if (type == long.class || type == Long.class) {
            return 7L;
        }
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        return type.isEnum() ? type.getEnumConstants()[0] : sample(type, full);
    }

    private static Class<?> raw(AnnotatedType type) {
        return type.getType() instanceof Class<?> plain
                ? plain
                : (Class<?>) ((java.lang.reflect.ParameterizedType) type.getType()).getRawType();
    }
}
