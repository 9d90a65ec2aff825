package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit does not need the data any more.
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param reasons why
 * @param actor who
 */
@EventType(topic = "exchange.need", name = "exchange.need.withdrawn")
public record NeedWithdrawn(UUID needId, String unit, String reasons, Actor actor) implements MeshEvent {}
