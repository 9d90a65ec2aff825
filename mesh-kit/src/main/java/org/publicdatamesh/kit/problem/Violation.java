package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One broken rule.
 *
 * @param pointer JSON pointer (RFC 6901) into the body, where the body is meant
 * @param parameter name of the query or path parameter, where that is meant
 * @param header name of the header, where that is meant
 * @param offset where in the text it begins, in UTF-16 units from 0, where a part of a text is meant
 * @param length how many units it has
 * @param code stable kebab-case name of the rule
 * @param message what is wrong, for people, in English; translated at the edge by {@code rule.<code>}
 * @param arguments what a translation fills in; not on the wire
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Violation(
        @Nullable String pointer,
        @Nullable String parameter,
        @Nullable String header,
        @Nullable Integer offset,
        @Nullable Integer length,
        String code,
        String message,
        @JsonIgnore List<Object> arguments) {
    /** A rule broken in the body. */
    public static Violation at(String pointer, String code, String message, Object... arguments) {
        return new Violation(pointer, null, null, null, null, code, message, List.of(arguments));
    }

    /** A rule broken by a query or path parameter. */
    public static Violation parameter(String name, String code, String message, Object... arguments) {
        return new Violation(null, name, null, null, null, code, message, List.of(arguments));
    }

    /** A rule broken by a header. */
    public static Violation header(String name, String code, String message, Object... arguments) {
        return new Violation(null, null, name, null, null, code, message, List.of(arguments));
    }

    /** The same, of a part of the text at its place. */
    public Violation within(int from, int units) {
        return new Violation(pointer, parameter, header, from, units, code, message, arguments);
    }

    /** The same in a body that holds this one at a place. */
    public Violation under(String place) {
        return pointer == null ? this : moved(place + pointer);
    }

    /** The same at another place of the body. */
    public Violation moved(String to) {
        return new Violation(to, parameter, header, offset, length, code, message, arguments);
    }

    /** The same, said in a language of {@link Messages}. */
    Violation in(String language) {
        return new Violation(
                pointer,
                parameter,
                header,
                offset,
                length,
                code,
                Messages.message(language, "rule." + code, arguments, message),
                arguments);
    }
}
