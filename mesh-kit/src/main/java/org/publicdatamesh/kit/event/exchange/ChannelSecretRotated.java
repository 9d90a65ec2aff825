package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A webhook has a new secret; the old one signs beside it for a time.
 *
 * @param channelId the channel
 * @param unit the unit whose notices it takes
 * @param oldUntil until when the old secret signs, exclusive
 * @param actor who
 */
@EventType(topic = "exchange.channel", name = "exchange.channel.secret-rotated")
public record ChannelSecretRotated(UUID channelId, String unit, Instant oldUntil, Actor actor) implements MeshEvent {}
