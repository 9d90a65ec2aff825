package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * An edition of a catalogue standard was issued (Art. 7, 10).
 *
 * @param standardId the edition of the standard
 * @param code code of the standard
 * @param edition number of the edition, from 1
 * @param inForceFrom from when entries are checked by it
 * @param breaking published entries that broke it when it was tried last
 * @param actor who issued it
 */
@EventType(topic = "catalog.standard", name = "catalog.standard.issued")
public record StandardIssued(UUID standardId, String code, int edition, Instant inForceFrom, int breaking, Actor actor)
        implements MeshEvent {}
