package org.publicdatamesh.catalog.resource.measure;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.publicdatamesh.kit.crypto.Sm;

/**
 * What was fetched, with its content coding taken off as it is read, never more of it than is allowed: a small answer that
 * becomes very large is not followed to its end.
 */
final class Content {
    private final Fetched.Answer answer;
    private final long most;

    Content(Fetched.Answer answer, MeasuringConfig config) {
        this.answer = answer;
        this.most = answer.gzip()
                ? Math.min(config.mostInflatedBytes(), answer.body().size() * config.mostInflation())
                : answer.body().size();
    }

    /** How many bytes are taken at most. */
    long most() {
        return most;
    }

    /**
     * Size and digest.
     *
     * @param sm3 hexadecimal
     */
    record Size(long bytes, String sm3) {}

    /** Reads it once to its end. */
    Size size() throws IOException {
        MessageDigest digest = Sm.sm3();
        long bytes = 0;
        byte[] part = new byte[65_536];
        try (InputStream in = stream()) {
            int count = in.read(part);
            while (count >= 0) {
                digest.update(part, 0, count);
                bytes += count;
                count = in.read(part);
            }
        }
        return new Size(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    /** Reads it from its beginning. */
    InputStream stream() throws IOException {
        InputStream bytes = answer.body().stream();
        return answer.gzip()
                ? new Bounded(new GZIPInputStream(bytes, 8192), most)
                : new BufferedInputStream(bytes, 65_536);
    }

    /** It became too large. */
    static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("more than " + most + " bytes");
        }
    }

    private static final class Bounded extends FilterInputStream {
        private final long most;
        private long taken;

        Bounded(InputStream in, long most) {
            super(in);
            this.most = most;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int read = super.read(into, from, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int more) throws TooLarge {
            taken += more;
            if (taken > most) {
                throw new TooLarge(most);
            }
        }
    }
}
