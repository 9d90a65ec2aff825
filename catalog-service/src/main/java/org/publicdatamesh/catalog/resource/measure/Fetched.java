package org.publicdatamesh.catalog.resource.measure;

import io.quarkus.logging.Log;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.http.FetchedBody;

/** What came of fetching. */
sealed interface Fetched {
    /** Gives back what it holds. */
    default void release() {}

    /**
     * An answer with the status 200, whole.
     *
     * @param mediaType as the server says; empty where it does not
     * @param lastModified as the server says
     */
    record Answer(String mediaType, @Nullable Instant lastModified, FetchedBody body) implements Fetched {
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
