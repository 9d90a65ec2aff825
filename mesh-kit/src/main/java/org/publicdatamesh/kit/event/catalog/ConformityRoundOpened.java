package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority began to measure whether resources match their entries (Art. 13).
 *
 * @param roundId the round
 * @param title its name
 * @param unit the unit whose resources are measured; those of all where absent
 * @param classification what the classification of the entries begins with
 * @param resources how many are measured
 * @param bareEntries entries in it that have no resource
 * @param actor the authority's reviewer
 */
@EventType(topic = "catalog.conformity", name = "catalog.conformity-round.opened")
public record ConformityRoundOpened(
        UUID roundId,
        String title,
        @Nullable String unit,
        @Nullable String classification,
        int resources,
        int bareEntries,
        Actor actor)
        implements MeshEvent {}
