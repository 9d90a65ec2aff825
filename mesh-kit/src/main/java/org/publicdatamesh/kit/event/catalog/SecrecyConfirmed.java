package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A suspected text is a state secret (Art. 2, 13): it stays refused, and entries in which it stands are withheld. The case has
 * the reasons.
 *
 * @param caseId the case
 * @param place the kind of place
 * @param rules names of the rules that it was suspected by
 * @param unit the unit whose text it is
 * @param actor the security post that decided so
 */
@EventType(topic = "catalog.secrecy", name = "catalog.secrecy.confirmed")
public record SecrecyConfirmed(UUID caseId, String place, List<String> rules, String unit, Actor actor)
        implements MeshEvent {}
