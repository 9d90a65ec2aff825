package org.publicdatamesh.catalog.standard;

import java.time.Instant;

/**
 * The issue of an edition.
 *
 * @param inForceFrom from when entries are checked by it; not before now
 */
record Issue(Instant inForceFrom) {}
