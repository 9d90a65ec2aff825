package org.publicdatamesh.kit.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;

/** Keeps a body as it comes on the line. Its methods are called one after the other; only its closing may come between. */
public interface BodySink extends Closeable {
    /** Opens sinks; blocks. */
    interface Opening {
        /** An empty one. */
        BodySink open() throws IOException;
    }

    /** Takes the next part. */
    void add(byte[] part) throws IOException;

    /** How many bytes were taken. */
    long size();

    /** Reads from the beginning, as often as it is asked to; the end of the reading is not the end of the sink. */
    InputStream stream() throws IOException;

    /** Whether adding blocks, so that it is done off the event loop while the line waits. */
    default boolean blocks() {
        return true;
    }

    /** A sink in memory. */
    static BodySink inMemory() {
        return new InMemory();
    }

    /** Bytes in memory. */
    final class InMemory implements BodySink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        private InMemory() {}

        @Override
        public void add(byte[] part) {
            bytes.writeBytes(part);
        }

        @Override
        public long size() {
            return bytes.size();
        }

        @Override
        public InputStream stream() {
            return new ByteArrayInputStream(bytes.toByteArray());
        }

        @Override
        public boolean blocks() {
            return false;
        }

        @Override
        public void close() {
            bytes.reset();
        }
    }
}
