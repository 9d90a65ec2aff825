package org.publicdatamesh.audit.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.publicdatamesh.kit.event.Personal;

/**
 * Replaces the personal values in an event's data by their commitments: those marked {@link Personal}, and every member
 * that this version of the kit does not know, since a newer publisher may have marked it.
 */
final class PersonalFields {
    /** A record's component: what it holds, and whether that is personal. */
    private record Member(Type type, boolean personal) {}

    /** Reflection reads a record's components and their annotations anew each time that it is asked. */
    private static final ClassValue<Map<String, Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected Map<String, Member> computeValue(Class<?> kind) {
            return Arrays.stream(kind.getRecordComponents())
                    .collect(Collectors.toUnmodifiableMap(
                            RecordComponent::getName,
                            component -> new Member(component.getGenericType(), isPersonal(component))));
        }
    };

    private final String event;
    private final Supplier<byte[]> salts;
    private final List<Commitment> found = new ArrayList<>();

    private PersonalFields(String event, Supplier<byte[]> salts) {
        this.event = event;
        this.salts = salts;
    }

    /**
     * Replaces them in the document given.
     *
     * @param kind the event's record
     * @param event id of the event, the subject of values that name nobody
     * @return what was replaced
     */
    static List<Commitment> replace(Class<?> kind, ObjectNode data, String event, Supplier<byte[]> salts) {
        PersonalFields fields = new PersonalFields(event, salts);
        fields.walk(kind, data, "");
        return fields.found;
    }

    private void walk(Type type, JsonNode node, String pointer) {
        if (type instanceof Class<?> kind && kind.isRecord() && node instanceof ObjectNode object) {
            members(kind, object, pointer);
        } else if (type instanceof ParameterizedType generic && node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                walk(generic.getActualTypeArguments()[0], array.get(i), pointer + "/" + i);
            }
        } else if (type instanceof ParameterizedType generic
                && node instanceof ObjectNode object
                && generic.getActualTypeArguments().length == 2) {
            object.properties()
                    .forEach(member -> walk(
                            generic.getActualTypeArguments()[1],
                            member.getValue(),
                            pointer + "/" + escape(member.getKey())));
        }
    }

    private void members(Class<?> kind, ObjectNode object, String pointer) {
        for (Map.Entry<String, JsonNode> member : List.copyOf(object.properties())) {
            String at = pointer + "/" + escape(member.getKey());
            Member known = MEMBERS.get(kind).get(member.getKey());
            if (known != null && !known.personal()) {
                walk(known.type(), member.getValue(), at);
            } else if (!member.getValue().isNull()) {
                boolean named = known != null && member.getValue().isTextual();
                String subject = named ? member.getValue().textValue() : event;
                Commitment commitment =
                        new Commitment(at, subject, salts.get(), CanonicalJson.bytes(member.getValue()));
                found.add(commitment);
                object.set(member.getKey(), TextNode.valueOf(commitment.text()));
            }
        }
    }

    private static boolean isPersonal(RecordComponent component) {
        return component.isAnnotationPresent(Personal.class)
                || component.getAccessor().isAnnotationPresent(Personal.class);
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
