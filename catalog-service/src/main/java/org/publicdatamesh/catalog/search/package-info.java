/**
 * Search behind REST: the {@link org.publicdatamesh.catalog.index index} of the published entries, filled from the database
 * at each start and kept current by the catalogue's own events, so that each replica has its own.
 */
@NullMarked
package org.publicdatamesh.catalog.search;

import org.jspecify.annotations.NullMarked;
