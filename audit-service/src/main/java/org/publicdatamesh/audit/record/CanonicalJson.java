package org.publicdatamesh.audit.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * JSON in its one canonical form (RFC 8785): no white space, members by the UTF-16 code units of their names, the shortest
 * escapes, numbers as ECMAScript writes them. In one thing it keeps more than the RFC: whole numbers beyond 2^53 stay exact.
 */
public final class CanonicalJson {
    private CanonicalJson() {}

    /** The canonical form of a document, in UTF-8. */
    public static byte[] bytes(JsonNode node) {
        return write(node).getBytes(StandardCharsets.UTF_8);
    }

    /** The canonical form of a document. */
    public static String write(JsonNode node) {
        StringBuilder out = new StringBuilder();
        append(out, node);
        return out.toString();
    }

    private static void append(StringBuilder out, JsonNode node) {
        switch (node.getNodeType()) {
            case OBJECT -> {
                Set<Map.Entry<String, JsonNode>> members = node.properties();
                TreeMap<String, JsonNode> sorted = members.stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> b, TreeMap::new));
                char before = '{';
                for (Map.Entry<String, JsonNode> member : sorted.entrySet()) {
                    out.append(before);
                    before = ',';
                    append(out, member.getKey());
                    out.append(':');
                    append(out, member.getValue());
                }
                out.append(before == '{' ? "{}" : "}");
            }
            case ARRAY -> {
                List<JsonNode> members =
                        StreamSupport.stream(node.spliterator(), false).toList();
                char before = '[';
                for (JsonNode member : members) {
                    out.append(before);
                    before = ',';
                    append(out, member);
                }
                out.append(before == '[' ? "[]" : "]");
            }
            case STRING -> append(out, node.textValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NUMBER -> out.append(number(node));
            case NULL -> out.append("null");
            default -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        }
    }

    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            BigInteger whole = node.bigIntegerValue();
            return whole.toString();
        }
        double value = node.doubleValue();
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            // A number too great for a double; JSON has no infinity.
            return node.decimalValue().stripTrailingZeros().toString();
        }
        return number(value);
    }

    /** A number as ECMAScript's {@code Number::toString} writes it. */
    static String number(double value) {
        if (value == 0) {
            return "0";
        }
        BigDecimal shortest = shortest(Math.abs(value));
        String digits = shortest.unscaledValue().toString();
        int count = digits.length();
        int point = count - shortest.scale();
        StringBuilder out = new StringBuilder(value < 0 ? "-" : "");
        if (count <= point && point <= 21) {
            return out.append(digits).repeat('0', point - count).toString();
        }
        if (0 < point && point <= 21) {
            return out.append(digits, 0, point)
                    .append('.')
                    .append(digits, point, count)
                    .toString();
        }
        if (-6 < point && point <= 0) {
            return out.append("0.").repeat('0', -point).append(digits).toString();
        }
        out.append(digits.charAt(0));
        if (count > 1) {
            out.append('.').append(digits, 1, count);
        }
        int exponent = point - 1;
        return out.append('e')
                .append(exponent < 0 ? '-' : '+')
                .append(Math.abs(exponent))
                .toString();
    }

    /** The fewest digits that are read as this number again. Java gives two where one would do (4.9E-324). */
    private static BigDecimal shortest(double value) {
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return digits.precision() == 2 && one.doubleValue() == value ? one.stripTrailingZeros() : digits;
    }

    private static void append(StringBuilder out, String text) {
        out.append('"');
        // Most text needs no escape and is taken in runs.
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x20 && c != '"' && c != '\\' && !Character.isSurrogate(c)) {
                continue;
            }
            out.append(text, from, i);
            from = i + 1;
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < 0x20 || alone(text, i)) {
                        out.append("\\u")
                                .append(Character.forDigit(c >> 12, 16))
                                .append(Character.forDigit(c >> 8 & 15, 16))
                                .append(Character.forDigit(c >> 4 & 15, 16))
                                .append(Character.forDigit(c & 15, 16));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append(text, from, text.length()).append('"');
    }

    /** Half of a surrogate pair: UTF-8 has no form for it. */
    private static boolean alone(String text, int i) {
        char c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }
}
