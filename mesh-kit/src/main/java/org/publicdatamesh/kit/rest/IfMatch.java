package org.publicdatamesh.kit.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** Entity tags of the form {@code "v<version>"} and the precondition that an update states (RFC 9110). */
public final class IfMatch {
    private static final Refusal MALFORMED =
            Refusal.of(400, "malformed-precondition", "If-Match is no ETag of this platform.");

    private IfMatch() {}

    /** The entity tag of a version. */
    public static String etag(long version) {
        return "\"v" + version + "\"";
    }

    /**
     * Refuses an update whose precondition does not hold.
     *
     * @throws RefusedException 428 without the header, 400 where it is malformed, 412 where the version is another
     */
    public static void require(@Nullable String header, long version) {
        if (header == null || header.isBlank()) {
            throw new RefusedException(Refusal.of(
                    428, "precondition-required", "Send If-Match with the ETag of the version that you read."));
        }
        if (!header.equals("*") && !header.matches("\"v\\d{1,18}\"")) {
            throw new RefusedException(
                    MALFORMED,
                    List.of(Violation.header("If-Match", "wrong-format", "An ETag such as \"v3\" is expected.")));
        }
        if (!header.equals("*") && !header.equals(etag(version))) {
            throw new RefusedException(
                    Refusal.of(412, "stale-version", "The thing has changed since it was read; read it again."));
        }
    }
}
