package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A suspected text is no state secret (Art. 13): at this kind of place it is let pass from now on. The case has the reasons.
 *
 * @param caseId the case
 * @param place the kind of place
 * @param rules names of the rules that it was suspected by
 * @param unit the unit whose text it is
 * @param actor the security post that decided so
 */
@EventType(topic = "catalog.secrecy", name = "catalog.secrecy.cleared")
public record SecrecyCleared(UUID caseId, String place, List<String> rules, String unit, Actor actor)
        implements MeshEvent {}
