package org.publicdatamesh.catalog.dcat;

import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What is answered, with its validators (RFC 9110): the strong tag is a digest of the bytes, so it can never say that
 * something is the same when it is not.
 *
 * @param modified when it changed last; null where that is not known
 */
public record Representation(
        byte[] bytes, MediaType type, @Nullable Instant modified) {
    private static final int TAG_BYTES = 16;

    /** The answer, or 304 where the caller has it. It depends on who asks, so shared caches ask again. */
    public Response answer(HttpHeaders asked) {
        String tag = digest();
        Instant second = modified == null ? null : modified.truncatedTo(ChronoUnit.SECONDS);
        String known = asked.getHeaderString(HttpHeaders.IF_NONE_MATCH);
        // Time counts only where no tag is named (RFC 9110, 13.1.3): within a second it cannot tell two versions apart.
        boolean unchanged = known == null
                ? second != null && isSince(asked.getHeaderString(HttpHeaders.IF_MODIFIED_SINCE), second)
                : isAmong(known, tag);
        Response.ResponseBuilder answer = unchanged ? Response.notModified() : Response.ok(bytes, type);
        answer.tag(new EntityTag(tag))
                .header(HttpHeaders.VARY, "Accept, Authorization")
                .header(HttpHeaders.CACHE_CONTROL, "no-cache")
                .header("X-Content-Type-Options", "nosniff");
        if (second != null) {
            answer.lastModified(Date.from(second));
        }
        return answer.build();
    }

    private static boolean isAmong(String known, String tag) {
        return Arrays.stream(known.split(","))
                .map(each -> each.strip().replaceFirst("^W/", ""))
                .anyMatch(each -> each.equals("*") || each.equals('"' + tag + '"'));
    }

    /** A time that cannot be read is as none (RFC 9110, 13.1.3). */
    private static boolean isSince(@Nullable String time, Instant modified) {
        if (time == null) {
            return false;
        }
        try {
            return !modified.isAfter(DateTimeFormatter.RFC_1123_DATE_TIME.parse(time.strip(), Instant::from));
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    private String digest() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
