package org.publicdatamesh.catalog.resource.measure;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What came of fetching. */
sealed interface Fetched {
    /**
     * An answer with the status 200, whole.
     *
     * @param mediaType as the server says; empty where it does not
     * @param gzip whether the bytes are compressed
     * @param lastModified as the server says
     * @param body the bytes as they came
     */
    record Answer(String mediaType, boolean gzip, @Nullable Instant lastModified, byte[] body) implements Fetched {}

    /** Why there is none. */
    record Failure(Deviation deviation) implements Fetched {}
}
