package org.publicdatamesh.kit.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Row filters in the operators of PostgREST: {@code ?population=gt.1000&division=in.(540102,540103)}. Values only; what
 * they become in a query, with bound parameters, is the reader's matter.
 */
public final class RowFilter {
    /** The operators. */
    public static final List<String> OPERATORS = List.of("eq", "neq", "gt", "gte", "lt", "lte", "like", "in");

    private static final int MAX_CONDITIONS = 20;
    private static final int MAX_VALUES = 200;
    private static final int MAX_VALUE = 1_000;

    private RowFilter() {}

    /**
     * Reads the conditions out of query parameters; several on one item all hold.
     *
     * @param query the query parameters
     * @param reserved names that are no items: {@code limit}, {@code cursor}, {@code select}, …
     * @throws RefusedException 422 naming each parameter that is wrong
     */
    public static List<RowCondition> parse(MultivaluedMap<String, String> query, Set<String> reserved) {
        List<Violation> violations = new ArrayList<>();
        List<RowCondition> conditions = new ArrayList<>();
        for (Map.Entry<String, List<String>> parameter : new TreeMap<>(query).entrySet()) {
            if (!reserved.contains(parameter.getKey())) {
                for (String text : parameter.getValue()) {
                    RowCondition condition = condition(parameter.getKey(), text, violations);
                    if (condition != null) {
                        conditions.add(condition);
                    }
                }
            }
        }
        if (conditions.size() > MAX_CONDITIONS) {
            violations.add(Violation.parameter(
                    conditions.get(MAX_CONDITIONS).item(),
                    "too-many",
                    "At most " + MAX_CONDITIONS + " are taken.",
                    MAX_CONDITIONS));
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return List.copyOf(conditions);
    }

    private static @Nullable RowCondition condition(String name, String text, List<Violation> violations) {
        String item = name.length() > 100 ? name.substring(0, 100) : name;
        int dot = text.indexOf('.');
        String operator = dot < 0 ? "" : text.substring(0, dot);
        if (!OPERATORS.contains(operator)) {
            violations.add(Violation.parameter(
                    item,
                    "unknown-operator",
                    "One of these and a dot are expected: " + String.join(", ", OPERATORS) + "."));
            return null;
        }
        String operand = text.substring(dot + 1);
        List<String> values = operator.equals("in") ? list(operand) : List.of(operand);
        if (values == null || values.isEmpty()) {
            violations.add(Violation.parameter(item, "wrong-format", "A list such as in.(a,b,\"c,d\") is expected."));
            return null;
        }
        if (values.size() > MAX_VALUES) {
            violations.add(Violation.parameter(item, "too-many", "At most " + MAX_VALUES + " are taken.", MAX_VALUES));
            return null;
        }
        for (String value : values) {
            if (value.length() > MAX_VALUE) {
                violations.add(Violation.parameter(
                        item, "too-long", "At most " + MAX_VALUE + " characters are taken.", MAX_VALUE));
                return null;
            }
            if (!StrictJson.storable(value)) {
                violations.add(Violation.parameter(
                        item, "unstorable-text", "The text holds a control character or half a character."));
                return null;
            }
        }
        return new RowCondition(name, operator, values);
    }

    /** The members of {@code (a,b,"c,d")}; in quotes, a backslash makes the next character itself. */
    private static @Nullable List<String> list(String text) {
        if (text.length() < 3 || text.charAt(0) != '(' || text.charAt(text.length() - 1) != ')') {
            return null;
        }
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        boolean wasQuoted = false;
        for (int i = 1; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (quoted && c == '\\' && i + 1 < text.length() - 1) {
                value.append(text.charAt(++i));
            } else if (c == '"' && (quoted || value.isEmpty() && !wasQuoted)) {
                wasQuoted = true;
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString());
                value.setLength(0);
                wasQuoted = false;
            } else if (!quoted && wasQuoted) {
                return null;
            } else {
                value.append(c);
            }
        }
        if (quoted) {
            return null;
        }
        values.add(value.toString());
        return values;
    }
}
