package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit took a way out for its notices away.
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param way which way
 * @param actor who
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.closed")
public record ChannelClosed(UUID channelId, String unit, ChannelWay way, Actor actor) implements MeshEvent {}
