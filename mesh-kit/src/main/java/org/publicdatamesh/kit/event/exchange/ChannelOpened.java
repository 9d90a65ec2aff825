package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit opened a way out for its notices beside its inbox (Art. 27).
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param way which way
 * @param host the host of a webhook's address
 * @param actor who
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.opened")
public record ChannelOpened(
        UUID channelId,
        String unit,
        ChannelWay way,
        @Nullable String host,
        Actor actor) implements MeshEvent {}
