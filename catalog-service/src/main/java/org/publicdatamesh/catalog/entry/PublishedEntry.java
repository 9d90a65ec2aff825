package org.publicdatamesh.catalog.entry;

import java.time.Instant;
import java.util.UUID;

/**
 * The published version of an entry, as the rest of the catalogue reads it.
 *
 * @param version number of the published version, from 1
 * @param code catalogue code
 * @param issued when the entry was published first
 * @param modified when this version was published
 */
public record PublishedEntry(
        UUID id, int version, String code, String unit, Instant issued, Instant modified, EntryContent content) {}
