/** The units whose data are catalogued, as the security service tells of them. */
@NullMarked
package org.publicdatamesh.catalog.unit;

import org.jspecify.annotations.NullMarked;
