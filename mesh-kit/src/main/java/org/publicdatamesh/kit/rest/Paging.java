package org.publicdatamesh.kit.rest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * The page that a caller asks for.
 *
 * @param limit greatest number of members, 1 to 200
 * @param after position after which the page begins; null at the list's start
 */
public record Paging(int limit, @Nullable String after) {
    private static final int DEFAULT_LIMIT = 50;
    private static final int MAX_LIMIT = 200;

    /**
     * Reads the query parameters {@code limit} and {@code cursor}.
     *
     * @throws RefusedException 422 naming each that is wrong
     */
    public static Paging of(@Nullable String limit, @Nullable String cursor) {
        List<Violation> violations = new ArrayList<>();
        int size = DEFAULT_LIMIT;
        if (limit != null) {
            if (!limit.matches("\\d{1,3}") || Integer.parseInt(limit) < 1 || Integer.parseInt(limit) > MAX_LIMIT) {
                violations.add(Violation.parameter(
                        "limit", "out-of-range", "A whole number from 1 to " + MAX_LIMIT + " is expected."));
            } else {
                size = Integer.parseInt(limit);
            }
        }
        String after = cursor == null ? null : decode(cursor);
        if (cursor != null && after == null) {
            violations.add(Violation.parameter("cursor", "wrong-format", "This is no cursor that a page gave."));
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return new Paging(size, after);
    }

    /** The position as an id; the smallest one at the list's start. */
    public UUID afterId() {
        if (after == null) {
            return new UUID(0, 0);
        }
        try {
            return UUID.fromString(after);
        } catch (IllegalArgumentException e) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("cursor", "wrong-format", "This is no cursor of this list.")));
        }
    }

    /** The position as a number; {@code start} at the list's start. */
    public long afterNumber(long start) {
        if (after == null) {
            return start;
        }
        if (!after.matches("-?\\d{1,18}")) {
            throw RefusedException.invalid(
                    List.of(Violation.parameter("cursor", "wrong-format", "This is no cursor of this list.")));
        }
        return Long.parseLong(after);
    }

    /** The opaque form of a position. */
    public static String cursor(String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((checksum(position) + position).getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable String decode(String cursor) {
        if (cursor.length() > 500) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
            if (text.length() < 8 || text.indexOf('\0') >= 0) {
                return null;
            }
            String position = text.substring(8);
            return checksum(position).equals(text.substring(0, 8)) ? position : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String checksum(String position) {
        CRC32 crc = new CRC32();
        crc.update(position.getBytes(StandardCharsets.UTF_8));
        return String.format(java.util.Locale.ROOT, "%08x", crc.getValue());
    }
}
