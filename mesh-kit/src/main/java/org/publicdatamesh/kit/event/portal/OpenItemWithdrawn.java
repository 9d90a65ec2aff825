package org.publicdatamesh.kit.event.portal;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.OpenType;

/**
 * An item of the open list can no longer be had as before: it left the list, or is open on application only (Art. 30).
 *
 * @param entryId the entry
 * @param version the version that closed it, or the last one of an entry that was retired
 * @param name its name
 * @param unit the unit that had opened it
 * @param openType open type from now on
 */
@EventType(topic = "portal.open-item", name = "portal.open-item.withdrawn")
public record OpenItemWithdrawn(UUID entryId, int version, Text name, String unit, OpenType openType)
        implements MeshEvent {}
