package org.publicdatamesh.catalog.watch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.publicdatamesh.kit.event.catalog.Followed;

/**
 * What is followed.
 *
 * @param text an entry's id, a unit, digits of a classification, or a search as JSON
 */
record Target(Followed follows, String text) {
    /** Tells it from all others: SHA-256 of the kind and the text, in hexadecimal. */
    String digest() {
        try {
            byte[] bytes = (follows.name() + ':' + text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
