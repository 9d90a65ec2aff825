package org.publicdatamesh.kit.event;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Schema (2020-12) of an event, out of its record. The main method writes all of them to {@code
 * mesh-kit/src/main/resources/schema}; a test holds them against the records, so that a change of an event is seen.
 */
final class SchemaOf {
    private SchemaOf() {}

    /**
     * Writes the schemas.
     *
     * @param args the folder
     */
    public static void main(String[] args) throws IOException {
        Path folder = Files.createDirectories(Path.of(args[0]));
        for (Class<? extends MeshEvent> event : EventTypes.ALL) {
            Files.writeString(folder.resolve(EventTypes.typeOf(event) + ".json"), text(event));
        }
    }

    static String text(Class<? extends MeshEvent> event) {
        ObjectNode schema = EventJson.MAPPER.createObjectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "urn:public-data-mesh:event:" + EventTypes.typeOf(event));
        schema.put("title", event.getSimpleName());
        record(schema, event);
        try {
            DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
            printer.indentArraysWith(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);
            return EventJson.MAPPER.writer(printer).writeValueAsString(schema) + "\n";
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void record(ObjectNode schema, Class<?> type) {
        schema.put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = EventJson.MAPPER.createArrayNode();
        for (RecordComponent component : type.getRecordComponents()) {
            describe(properties.putObject(component.getName()), component.getAnnotatedType());
            if (!nullable(component.getAnnotatedType())) {
                required.add(component.getName());
            }
        }
        schema.set("required", required);
    }

    static boolean nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static void describe(ObjectNode schema, AnnotatedType annotated) {
        Type type = annotated.getType();
        if (annotated instanceof AnnotatedParameterizedType generic) {
            AnnotatedType[] arguments = generic.getAnnotatedActualTypeArguments();
            Class<?> raw = (Class<?>) ((ParameterizedType) type).getRawType();
            if (raw == List.class) {
                schema.put("type", "array");
                member(schema.putObject("items"), arguments[0]);
            } else if (raw == Map.class) {
                schema.put("type", "object");
                member(schema.putObject("additionalProperties"), arguments[1]);
            } else {
                throw new IllegalArgumentException("an event does not carry " + type);
            }
        } else {
            simple(schema, (Class<?>) type);
        }
    }

    private static void member(ObjectNode schema, AnnotatedType type) {
        if (nullable(type)) {
            ArrayNode either = schema.putArray("anyOf");
            describe(either.addObject(), type);
            either.addObject().put("type", "null");
        } else {
            describe(schema, type);
        }
    }

    private static void simple(ObjectNode schema, Class<?> type) {
        if (type == String.class) {
            schema.put("type", "string");
        } else if (type == UUID.class) {
            schema.put("type", "string").put("format", "uuid");
        } else if (type == Instant.class) {
            schema.put("type", "string").put("format", "date-time");
        } else if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            schema.put("type", "integer");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (type.isEnum()) {
            ArrayNode values = schema.put("type", "string").putArray("enum");
            for (Object value : type.getEnumConstants()) {
                values.add(EventJson.kebab((Enum<?>) value));
            }
        } else if (type.isRecord()) {
            record(schema, type);
        } else {
            throw new IllegalArgumentException("an event does not carry " + type);
        }
    }
}
