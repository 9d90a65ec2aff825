package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A part of the rows of an unconditionally open resource, for the open portal (Art. 31). A release is whole when all its parts are there.
 *
 * @param releaseId the release
 * @param resourceId the resource
 * @param entryId the entry
 * @param entryVersion version of the entry that made the resource open when the rows were released
 * @param part number of this part, from 0
 * @param parts how many parts the release has
 * @param items names of the columns
 * @param rows the rows, each value as text in the order of the items
 */
@EventType(topic = "exchange.release", name = "exchange.open-rows.released")
public record OpenRowsReleased(
        UUID releaseId,
        UUID resourceId,
        UUID entryId,
        int entryVersion,
        int part,
        int parts,
        List<String> items,
        List<List<@Nullable String>> rows)
        implements MeshEvent {}
