package org.publicdatamesh.catalog.harvest;

import java.time.Instant;
import java.util.UUID;

/**
 * Where an entry that was drafted out of a harvested record came from. It stays when the record or its source goes.
 *
 * @param entryId the entry
 * @param unit the unit that adopted it
 * @param recordId the record
 * @param sourceId the source
 * @param sourceTitle what the source was called then
 * @param iri names the dataset in the other catalogue
 * @param adoptedAt when
 * @param dataset what the record said then
 */
public record Origin(
        UUID entryId,
        String unit,
        UUID recordId,
        UUID sourceId,
        String sourceTitle,
        String iri,
        Instant adoptedAt,
        HarvestedDataset dataset) {}
