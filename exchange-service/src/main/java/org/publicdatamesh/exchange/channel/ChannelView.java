package org.publicdatamesh.exchange.channel;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.ChannelWay;

/**
 * A channel as its unit reads it.
 *
 * @param id its id
 * @param way topic or webhook
 * @param state where it stands
 * @param topic name of the topic
 * @param servers addresses of the broker for departments: SASL with {@code OAUTHBEARER} and tokens of the unit's machine
 * @param groupPrefix how names of the unit's consumer groups begin
 * @param url the address that notices are posted to
 * @param secret the webhook's secret, in the one answer that tells it
 * @param oldSecretUntil until when the secret before this one signs too
 * @param position position in the order of notices of the last one that went out
 * @param tries how often the next one was tried in vain
 * @param nextTryAt when it is tried next
 * @param failingSince when it was first tried in vain
 * @param faultSince since when the mesh itself has been failing to send by it; that is not counted as a try
 * @param openedAt when the channel was opened
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ChannelView(
        UUID id,
        ChannelWay way,
        ChannelState state,
        @Nullable String topic,
        @Nullable String servers,
        @Nullable String groupPrefix,
        @Nullable String url,
        @Nullable String secret,
        @Nullable Instant oldSecretUntil,
        long position,
        int tries,
        @Nullable Instant nextTryAt,
        @Nullable Instant failingSince,
        @Nullable Instant faultSince,
        Instant openedAt) {
    static ChannelView of(NoticeChannel channel, ChannelConfig config) {
        boolean topic = channel.way == ChannelWay.TOPIC;
        return new ChannelView(
                channel.id,
                channel.way,
                channel.state,
                topic ? UnitTopics.topic(channel.unit) : null,
                topic ? config.servers().orElse(null) : null,
                topic ? UnitTopics.prefix(channel.unit) : null,
                channel.url,
                null,
                channel.oldSecretUntil,
                channel.position,
                channel.tries,
                channel.nextTryAt,
                channel.failingSince,
                channel.faultSince,
                channel.openedAt);
    }

    /** The same with the secret. */
    ChannelView with(String told) {
        return new ChannelView(
                id,
                way,
                state,
                topic,
                servers,
                groupPrefix,
                url,
                told,
                oldSecretUntil,
                position,
                tries,
                nextTryAt,
                failingSince,
                faultSince,
                openedAt);
    }
}
