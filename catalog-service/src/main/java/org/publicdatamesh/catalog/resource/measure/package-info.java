/**
 * Measures a resource against its entry (Art. 13, 17): fetches it within bounds and never from an address that is not allowed,
 * compares its schema with the data items, and counts rows and bytes, digest and age. Values of rows are never kept or told.
 */
@NullMarked
package org.publicdatamesh.catalog.resource.measure;

import org.jspecify.annotations.NullMarked;
