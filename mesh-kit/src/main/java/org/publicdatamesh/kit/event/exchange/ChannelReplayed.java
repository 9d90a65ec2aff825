package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit has its notices sent to its webhook once more.
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param position position in the inbox of the first notice that is sent again
 * @param actor who
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.replayed")
public record ChannelReplayed(UUID channelId, String unit, long position, Actor actor) implements MeshEvent {}
