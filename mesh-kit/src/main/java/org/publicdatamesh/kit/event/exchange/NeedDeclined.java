package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit that was asked does not have the data; the authority asks another unit or ends it.
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param source the unit that was asked
 * @param reasons why
 * @param actor who
 */
@EventType(topic = "exchange.need", name = "exchange.need.declined")
public record NeedDeclined(UUID needId, String unit, String source, String reasons, Actor actor) implements MeshEvent {}
