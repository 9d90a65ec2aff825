package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A resource comes from another information system now (Art. 17).
 *
 * @param resourceId the resource
 * @param entryId the entry
 * @param unit the unit that provides it
 * @param formerSystem name of the system until then
 * @param system name of the system from then on
 * @param systemCode its code in the register of the unit that runs it
 * @param responsibleUnit the unit that runs it
 * @param since from which day, {@code 2026-11-27}
 * @param reasons why
 * @param actor the data specialist
 */
@EventType(topic = "catalog.resource", name = "catalog.resource.system-changed")
public record ResourceSystemChanged(
        UUID resourceId,
        UUID entryId,
        String unit,
        String formerSystem,
        String system,
        @Nullable String systemCode,
        String responsibleUnit,
        String since,
        String reasons,
        Actor actor)
        implements MeshEvent {}
