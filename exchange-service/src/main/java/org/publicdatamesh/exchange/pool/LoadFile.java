package org.publicdatamesh.exchange.pool;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.publicdatamesh.kit.crypto.Sm;

/**
 * A file to load, on the disk until it is loaded, so that memory does not depend on its size.
 *
 * @param path where it is
 * @param sm3 SM3 digest of the file, hexadecimal
 */
record LoadFile(Path path, String sm3) implements AutoCloseable {
    /** Takes a body; blocks until it has come. */
    static LoadFile of(InputStream body) {
        try {
            Path path = Files.createTempFile("load-", ".csv");
            boolean whole = false;
            try (DigestInputStream in = new DigestInputStream(body, Sm.sm3());
                    OutputStream out = Files.newOutputStream(path)) {
                in.transferTo(out);
                MessageDigest digest = in.getMessageDigest();
                LoadFile file = new LoadFile(path, HexFormat.of().formatHex(digest.digest()));
                whole = true;
                return file;
            } finally {
                if (!whole) {
                    Files.deleteIfExists(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            Log.warnf("A file that was loaded stays in the temporary folder: %s", e.getMessage());
        }
    }
}
