package org.publicdatamesh.bench;

import java.util.UUID;

/** Sees what a pipeline brings to its end. */
interface Arrivals extends AutoCloseable {
    /** Waits a little and tells each subject that has arrived. */
    void poll(Listener listener) throws Exception;

    /** Told of arrivals. */
    interface Listener {
        /** A subject has arrived. */
        void arrived(UUID subject);
    }
}
