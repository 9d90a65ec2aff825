package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit let notices go to its webhook again.
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param actor who
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.resumed")
public record ChannelResumed(UUID channelId, String unit, Actor actor) implements MeshEvent {}
