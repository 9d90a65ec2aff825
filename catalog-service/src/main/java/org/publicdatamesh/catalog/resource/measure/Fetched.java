package org.publicdatamesh.catalog.resource.measure;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of fetching. */
sealed interface Fetched {
    /** Gives back what it holds. */
    default void release() {}

    /**
     * An answer with the status 200, whole.
     *
     * @param mediaType as the server says; empty where it does not
     * @param gzip whether the bytes are compressed
     * @param lastModified as the server says
     * @param body the bytes as they came
     */
    record Answer(String mediaType, boolean gzip, @Nullable Instant lastModified, Spool body) implements Fetched {
        @Override
        public void release() {
            try {
                body.close();
            } catch (IOException e) {
                Log.debugf(e, "A spool is not closed.");
            }
        }
    }

    /** Why there is none. */
    record Failure(Deviation deviation) implements Fetched {}
}
