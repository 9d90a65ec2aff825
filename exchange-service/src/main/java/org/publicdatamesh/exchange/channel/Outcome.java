package org.publicdatamesh.exchange.channel;

import org.jspecify.annotations.Nullable;

/** What became of sending notices by a channel. */
sealed interface Outcome {
    /**
     * They were taken.
     *
     * @param status HTTP status of a webhook
     */
    record Delivered(@Nullable Integer status) implements Outcome {}

    /**
     * They were not, and are sent again.
     *
     * @param status HTTP status of a webhook that answered
     * @param why in a word, where it did not
     */
    record NotTaken(@Nullable Integer status, @Nullable String why) implements Outcome {}

    /** The webhook is gone (410). */
    record Gone() implements Outcome {}

    /** What an HTTP status says. */
    static Outcome of(int status) {
        if (status >= 200 && status < 300) {
            return new Delivered(status);
        }
        return status == 410 ? new Gone() : new NotTaken(status, null);
    }
}
