package org.publicdatamesh.catalog.element;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Query parameters as values; what is none is refused with the parameter's name. */
public final class Parameters {
    private Parameters() {}

    /** An id that may be absent. */
    public static @Nullable UUID id(String parameter, @Nullable String text) {
        try {
            return text == null ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter(parameter, "wrong-format", "An id is expected.")));
        }
    }

    /** One of an enum's values, in kebab case, that may be absent. */
    public static <E extends Enum<E>> @Nullable E oneOf(Class<E> values, String parameter, @Nullable String text) {
        if (text == null) {
            return null;
        }
        return Stream.of(values.getEnumConstants())
                .filter(value -> EventJson.kebab(value).equals(text))
                .findFirst()
                .orElseThrow(() -> {
                    String names = Stream.of(values.getEnumConstants())
                            .map(EventJson::kebab)
                            .collect(Collectors.joining(", "));
                    return RefusedException.invalid(List.of(Violation.parameter(
                            parameter,
                            "not-one-of",
                            String.format(Locale.ROOT, "One of these is expected: %s.", names),
                            names)));
                });
    }
}
