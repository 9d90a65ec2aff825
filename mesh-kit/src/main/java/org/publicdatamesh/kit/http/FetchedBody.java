package org.publicdatamesh.kit.http;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;

/**
 * A body that was fetched, whole. Its content coding is taken off as it is read, never more of it than is allowed: a small body
 * that becomes very large is not followed to its end. Reading and closing may block.
 */
public final class FetchedBody implements Closeable {
    private final BodySink sink;
    private final boolean gzip;
    private final long most;

    FetchedBody(BodySink sink, boolean gzip, GuardedFetch.Bounds bounds) {
        this.sink = sink;
        this.gzip = gzip;
        long size = sink.size();
        long largest = size > Long.MAX_VALUE / bounds.inflation() ? Long.MAX_VALUE : size * bounds.inflation();
        this.most = gzip ? Math.min(bounds.inflated(), largest) : size;
    }

    /** It becomes larger than is allowed when its coding is taken off. */
    public static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        TooLarge(long most) {
            super("more than " + most + " bytes");
        }
    }

    /** Bytes on the line. */
    public long size() {
        return sink.size();
    }

    /** How many bytes are read of it at most. */
    public long most() {
        return most;
    }

    /** Whether it has a content coding that is taken off. */
    public boolean coded() {
        return gzip && sink.size() > 0;
    }

    /**
     * Reads it from its beginning, decoded.
     *
     * @throws IOException also later, with {@link TooLarge} where it becomes too large, or where the coding is broken
     */
    public InputStream stream() throws IOException {
        InputStream bytes = sink.stream();
        return coded() ? new Bounded(new GZIPInputStream(bytes, 8192), most) : new BufferedInputStream(bytes, 65_536);
    }

    @Override
    public void close() throws IOException {
        sink.close();
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

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        @Override
        public boolean markSupported() {
            return false;
        }

        private void count(long more) throws TooLarge {
            taken += more;
            if (taken > most) {
                throw new TooLarge(most);
            }
        }
    }
}
