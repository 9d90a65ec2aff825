package org.publicdatamesh.kit.event.portal;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.OpenType;

/**
 * An item of the open list can be had by everyone (Art. 30, 31).
 *
 * @param entryId the entry
 * @param version its version
 * @param name its name
 * @param unit the unit that opens it
 * @param openType open type
 */
@EventType(topic = "portal.open-item", name = "portal.open-item.listed")
public record OpenItemListed(UUID entryId, int version, Text name, String unit, OpenType openType)
        implements MeshEvent {}
