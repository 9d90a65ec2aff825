package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority found that the unit does not need the data (Art. 7).
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param reasons why
 * @param actor who
 */
@EventType(topic = "exchange.need", name = "exchange.need.rejected")
public record NeedRejected(UUID needId, String unit, String reasons, Actor actor) implements MeshEvent {}
