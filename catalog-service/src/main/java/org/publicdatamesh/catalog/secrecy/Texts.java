package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every text of a record or a JSON body with its place. Whatever a record has, now or later, is a text here: nothing has to
 * be named to be looked at.
 */
final class Texts {
    /** What is done with each text. */
    interface Reader {
        /** A text, where it stands. */
        void text(Place place, String text);

        /** A name of a field, in the object at the place. Whether it may be shown. */
        boolean name(Place place, String name);
    }

    /**
     * A place in a body.
     *
     * @param parent the place that it is in; null for the body itself
     * @param name name of the field or index in the array; empty for the body itself
     */
    record Place(@Nullable Place parent, String name) {
        private static final int LONGEST = 40;
        static final Place BODY = new Place(null, "");

        Place at(String below) {
            // What the caller named otherwise than we do is not repeated.
            return isShown(below) ? new Place(this, below) : this;
        }

        private static boolean isShown(String name) {
            for (int i = 0; i < name.length(); i++) {
                char c = name.charAt(i);
                boolean letter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
                if (!letter && !isDigit(c) && (i == 0 || c != '_' && c != '-')) {
                    return false;
                }
            }
            return !name.isEmpty() && name.length() <= LONGEST;
        }

        private static boolean isDigit(char c) {
            return c >= '0' && c <= '9';
        }

        /** As a JSON pointer. */
        String pointer() {
            return parent == null ? "" : parent.pointer() + "/" + name;
        }

        /** Without indexes. */
        String kind() {
            return parent == null ? "" : parent.kind() + "/" + (isDigit(name.charAt(0)) ? "*" : name);
        }
    }

    private static final ClassValue<Component[]> COMPONENTS = new ClassValue<>() {
        @Override
        protected Component[] computeValue(Class<?> type) {
            return Stream.of(type.getRecordComponents()).map(Component::of).toArray(Component[]::new);
        }
    };

    private record Component(String name, Method accessor) {
        static Component of(RecordComponent component) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            return new Component(component.getName(), accessor);
        }

        @Nullable
        Object of(Object value) {
            try {
                return accessor.invoke(value);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("a record that cannot be read: " + value.getClass(), e);
            }
        }
    }

    private Texts() {}

    /** Reads the texts of a record, its lists and its maps. */
    static void of(Object value, Reader reader) {
        walk(value, Place.BODY, reader);
    }

    private static void walk(Object value, Place place, Reader reader) {
        if (value instanceof Record) {
            for (Component component : COMPONENTS.get(value.getClass())) {
                Object member = component.of(value);
                if (member instanceof String text) {
                    reader.text(new Place(place, component.name), text);
                } else if (member != null && !(member instanceof Enum<?>)) {
                    walk(member, new Place(place, component.name), reader);
                }
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                Object member = list.get(i);
                Place at = new Place(place, String.valueOf(i));
                if (member instanceof String text) {
                    reader.text(at, text);
                } else if (member != null) {
                    walk(member, at, reader);
                }
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, member) -> {
                String name = String.valueOf(key);
                Place at = reader.name(place, name) ? place.at(name) : place;
                if (member instanceof String text) {
                    reader.text(at, text);
                } else if (member != null) {
                    walk(member, at, reader);
                }
            });
        }
    }

    /** Reads the texts and names of a JSON body. */
    static void of(JsonNode body, Reader reader) {
        walk(body, Place.BODY, reader);
    }

    private static void walk(JsonNode node, Place place, Reader reader) {
        if (node.isTextual()) {
            reader.text(place, node.textValue());
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(node.get(i), place.at(String.valueOf(i)), reader);
            }
        } else if (node.isObject()) {
            node.properties().forEach(field -> {
                boolean shown = reader.name(place, field.getKey());
                walk(field.getValue(), shown ? place.at(field.getKey()) : place, reader);
            });
        }
    }

    /** What a kind of place belongs to: a record's name in kebab-case. */
    static String subject(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }
}
