package org.publicdatamesh.audit.record;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.publicdatamesh.kit.crypto.Sm;

/**
 * A personal value with its salt, and the commitment that stands for it in the leaf: {@code "sm3:"} and, in hexadecimal,
 * SM3 over the salt followed by the value's bytes. The salt keeps short values from being guessed.
 *
 * @param pointer where in the event's data the value stands (RFC 6901); empty for the data as a whole
 * @param subject with what the value is kept and erased: the value itself where it is a name, a row, a grant, or the
 *     event
 * @param salt {@value #SALT_BYTES} random bytes
 * @param value the value as canonical JSON; the payload's bytes as they came where the pointer is empty
 */
public record Commitment(String pointer, String subject, byte[] salt, byte[] value) {
    /** Bytes of a salt. */
    public static final int SALT_BYTES = 16;

    /** The subject of what is about a row. */
    static String ofRow(String resourceId, JsonNode key) {
        return "row " + resourceId + " " + CanonicalJson.write(key);
    }

    /** The subject of what is about a grant. */
    static String ofGrant(String grantId) {
        return "grant " + grantId;
    }

    /** The commitment as it stands in the leaf. */
    public String text() {
        MessageDigest sm3 = Sm.sm3();
        sm3.update(salt);
        return "sm3:" + HexFormat.of().formatHex(sm3.digest(value));
    }

    /** Salt and value, as they are kept encrypted. */
    byte[] opening() {
        byte[] opening = Arrays.copyOf(salt, salt.length + value.length);
        System.arraycopy(value, 0, opening, salt.length, value.length);
        return opening;
    }
}
