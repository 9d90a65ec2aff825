package org.publicdatamesh.catalog.resource.measure;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.http.FetchedBody;

/**
 * Size and digest of what was fetched, its content coding taken off.
 *
 * @param sm3 hexadecimal
 */
record Content(long bytes, String sm3) {
    /** Reads it once to its end. */
    static Content of(FetchedBody body) throws IOException {
        MessageDigest digest = Sm.sm3();
        long bytes = 0;
        byte[] part = new byte[65_536];
        try (InputStream in = body.stream()) {
            int count = in.read(part);
            while (count >= 0) {
                digest.update(part, 0, count);
                bytes += count;
                count = in.read(part);
            }
        }
        return new Content(bytes, HexFormat.of().formatHex(digest.digest()));
    }
}
