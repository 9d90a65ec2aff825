package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A webhook answered a challenge: notices go to it from now on.
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param actor who asked for it
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.verified")
public record ChannelVerified(UUID channelId, String unit, Actor actor) implements MeshEvent {}
