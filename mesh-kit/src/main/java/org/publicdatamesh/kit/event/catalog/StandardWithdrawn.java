package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * An edition of a catalogue standard was withdrawn (Art. 7, 10).
 *
 * @param standardId the edition of the standard
 * @param code code of the standard
 * @param edition number of the edition, from 1
 * @param reasons why
 * @param actor who withdrew it
 */
@EventType(topic = "catalog.standard", name = "catalog.standard.withdrawn")
public record StandardWithdrawn(UUID standardId, String code, int edition, String reasons, Actor actor)
        implements MeshEvent {}
