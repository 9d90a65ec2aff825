package org.publicdatamesh.exchange.channel;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What units send about their webhooks. */
final class ChannelRequests {
    private ChannelRequests() {}

    /**
     * A webhook.
     *
     * @param url the address that notices are posted to, {@code https}
     */
    public record Webhook(@NotBlank @Size(max = 2000) String url) {}

    /**
     * From where notices are sent once more.
     *
     * @param from a position in the order of notices, or a time (RFC 3339); the first notice that is sent again is of it or after it
     */
    public record Replay(@NotBlank @Size(max = 40) String from) {}
}
