package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority found that the unit needs the data, and asks a unit for them (Art. 7).
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param source the unit that is asked
 * @param dueAt until when it answers: the end of the last working day, exclusive
 * @param provisional whether a calendar is still missing for that
 * @param actor who
 */
@EventType(topic = "exchange.need", name = "exchange.need.routed")
public record NeedRouted(UUID needId, String unit, String source, Instant dueAt, boolean provisional, Actor actor)
        implements MeshEvent {}
