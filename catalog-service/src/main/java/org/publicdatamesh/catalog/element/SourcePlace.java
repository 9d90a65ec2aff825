package org.publicdatamesh.catalog.element;

import jakarta.validation.constraints.Size;
import java.util.UUID;

/**
 * A data item of a published entry.
 *
 * @param entryId the entry
 * @param item name of the item
 */
record SourcePlace(UUID entryId, @Size(min = 1, max = 40) String item) {}
