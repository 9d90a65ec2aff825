package org.publicdatamesh.kit.inbox;

import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import java.io.IOException;
import java.util.concurrent.TimeoutException;

/** Tells a database that is away from an event that cannot be processed. */
final class Outage {
    private Outage() {}

    /** True where trying again later can succeed: no connection, shutting down, starting up, a conflict of transactions. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null && cause.getCause() != cause; cause = cause.getCause()) {
            if (cause instanceof UnreadableEvent) {
                return false;
            }
            String state = SqlStates.of(cause);
            if (state != null) {
                return state.startsWith("08")
                        || state.startsWith("57P")
                        || state.startsWith("53")
                        || state.startsWith("40");
            }
            if (cause instanceof IOException
                    || cause instanceof TimeoutException
                    || cause instanceof VertxException
                    || cause instanceof NoStackTraceThrowable) {
                return true;
            }
        }
        return false;
    }
}
