package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * All resources of a conformity round were measured (Art. 13).
 *
 * @param roundId the round
 * @param title its name
 * @param conforming resources that match their entries
 * @param deviating resources that do not
 * @param dropped resources that ended before they were measured
 * @param bareEntries entries that have no resource
 */
@EventType(topic = "catalog.conformity", name = "catalog.conformity-round.completed")
public record ConformityRoundCompleted(
        UUID roundId, String title, int conforming, int deviating, int dropped, int bareEntries) implements MeshEvent {}
