/** Resources that units attach to their published entries (Art. 11, 17). */
@NullMarked
package org.publicdatamesh.catalog.resource;

import org.jspecify.annotations.NullMarked;
