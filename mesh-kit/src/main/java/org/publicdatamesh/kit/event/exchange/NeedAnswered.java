package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The unit that was asked names the entry that has the data (Art. 22).
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param source the unit that was asked
 * @param entryId the entry
 * @param actor who
 */
@EventType(topic = "exchange.need", name = "exchange.need.answered")
public record NeedAnswered(UUID needId, String unit, String source, UUID entryId, Actor actor) implements MeshEvent {}
