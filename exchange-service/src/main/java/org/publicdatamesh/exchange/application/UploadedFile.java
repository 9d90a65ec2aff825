package org.publicdatamesh.exchange.application;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A file as it was uploaded.
 *
 * @param name its name
 * @param mediaType its media type, without parameters
 * @param content its bytes
 * @param sm3 their SM3 digest, 64 hexadecimal digits
 */
record UploadedFile(String name, String mediaType, byte[] content, String sm3) {
    private static final int LONGEST_NAME = 300;
    private static final int MB = 1 << 20;
    private static final int MOST_MB = 8;

    private static final Refusal TOO_LARGE =
            Refusal.of(413, "document-too-large", "A document has at most " + MOST_MB + " MB.", MOST_MB);

    /**
     * Takes a body; blocks until it has come.
     *
     * @throws RefusedException 413 {@code document-too-large} for more than 8 MB (8,388,608 bytes), 422 for a name that is none and
     *     for a body without bytes
     */
    static UploadedFile of(@Nullable String name, String mediaType, InputStream body) {
        List<Violation> violations = new ArrayList<>();
        if (name == null || name.isBlank() || name.length() > LONGEST_NAME) {
            violations.add(Violation.parameter(
                    "name", "size", "1 to " + LONGEST_NAME + " characters are expected.", 1, LONGEST_NAME));
        } else if (name.codePoints().anyMatch(UploadedFile::isNotOfAName)) {
            violations.add(Violation.parameter(
                    "name", "unstorable-text", "The text holds a control character or half a character."));
        }
        byte[] content = taken(body);
        if (content.length == 0) {
            violations.add(Violation.at("", "empty-document", "The document has no bytes."));
        }
        if (name == null || !violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        return new UploadedFile(name.strip(), mediaType, content, Sm.sm3Hex(content));
    }

    private static boolean isNotOfAName(int codePoint) {
        return switch (Character.getType(codePoint)) {
            // Of format are what turns the direction of a name round and what is not seen.
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static byte[] taken(InputStream body) {
        try (body) {
            byte[] content = body.readNBytes(MOST_MB * MB + 1);
            if (content.length > MOST_MB * MB) {
                // Read to its end, which the server's own limit brings: who still sends does not read an answer.
                body.transferTo(OutputStream.nullOutputStream());
                throw new RefusedException(TOO_LARGE);
            }
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
