package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit drafted an entry of its own out of a harvested record.
 *
 * @param recordId the record
 * @param sourceId the source that it came from
 * @param iri the dataset in the other catalogue
 * @param entryId the draft
 * @param unit the unit
 * @param actor the data specialist
 */
@EventType(topic = "catalog.harvest", name = "catalog.harvest.record-adopted")
public record HarvestRecordAdopted(UUID recordId, UUID sourceId, String iri, UUID entryId, String unit, Actor actor)
        implements MeshEvent {}
