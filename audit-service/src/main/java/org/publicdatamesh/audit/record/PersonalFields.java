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
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Personal;

/**
 * Replaces the personal values in an event's data by their commitments: those marked {@link Personal}, and every member
 * that this version of the kit does not know, since a newer publisher may have marked it.
 */
final class PersonalFields {
    /** A record's component: what it holds, and with what that is kept where it is personal. */
    private record Member(Type type, Personal.@Nullable Subject subject) {}

    /** Reflection reads a record's components and their annotations anew each time that it is asked. */
    private static final ClassValue<Map<String, Member>> MEMBERS = new ClassValue<>() {
        @Override
        protected Map<String, Member> computeValue(Class<?> kind) {
            return Arrays.stream(kind.getRecordComponents())
                    .collect(Collectors.toUnmodifiableMap(
                            RecordComponent::getName,
                            component -> new Member(component.getGenericType(), subject(component))));
        }
    };

    private final String event;
    private final @Nullable String row;
    private final @Nullable String grant;
    private final Supplier<byte[]> salts;
    private final List<Commitment> found = new ArrayList<>();

    private PersonalFields(ObjectNode data, String event, Supplier<byte[]> salts) {
        this.event = event;
        this.row = data.path("resourceId").isTextual() && data.has("key")
                ? Commitment.ofRow(data.path("resourceId").textValue(), data.path("key"))
                : null;
        this.grant = data.path("grantId").isTextual()
                ? Commitment.ofGrant(data.path("grantId").textValue())
                : null;
        this.salts = salts;
    }

    /**
     * Replaces them in the document given.
     *
     * @param kind the event's record
     * @param event id of the event, the subject of values that have no other
     * @return what was replaced
     */
    static List<Commitment> replace(Class<?> kind, ObjectNode data, String event, Supplier<byte[]> salts) {
        PersonalFields fields = new PersonalFields(data, event, salts);
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
            JsonNode value = member.getValue();
            if (known != null && known.subject() == null) {
                walk(known.type(), value, at);
            } else if (!value.isNull() && (known == null || !isEmpty(value))) {
                Commitment commitment =
                        new Commitment(at, subject(known, value), salts.get(), CanonicalJson.bytes(value));
                found.add(commitment);
                object.set(member.getKey(), TextNode.valueOf(commitment.text()));
            }
        }
    }

    /** Most readings have no condition: a list of none tells of nobody and costs no key. */
    private static boolean isEmpty(JsonNode value) {
        return value.isContainerNode() && value.isEmpty();
    }

    private String subject(@Nullable Member known, JsonNode value) {
        String subject =
                switch (known == null ? null : known.subject()) {
                    case ITSELF -> value.isTextual() ? value.textValue() : null;
                    case ROW -> row;
                    case GRANT -> grant;
                    case EVENT -> null;
                    case null -> null;
                };
        return subject == null ? event : subject;
    }

    private static Personal.@Nullable Subject subject(RecordComponent component) {
        Personal mark = component.getAnnotation(Personal.class);
        if (mark == null) {
            mark = component.getAccessor().getAnnotation(Personal.class);
        }
        return mark == null ? null : mark.of();
    }

    private static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
