/**
 * Harvest of other DCAT catalogues. A source is declared by the authority; a run reads its pages and leaves a report; what
 * was harvested are records beside the units' entries, published by nobody here. A unit may adopt one as a draft.
 *
 * <p>{@link org.publicdatamesh.catalog.harvest.RdfDocument} and {@link org.publicdatamesh.catalog.harvest.CatalogueReader}
 * read documents and know no database; {@link org.publicdatamesh.catalog.harvest.Harvesting} is a run.
 */
@NullMarked
package org.publicdatamesh.catalog.harvest;

import org.jspecify.annotations.NullMarked;
