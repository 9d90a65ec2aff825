/** Catalogue entries: the rules of their content and life cycle (Art. 9 to 11, 20, 23), the table, the REST interface. */
@NullMarked
package org.publicdatamesh.catalog.entry;

import org.jspecify.annotations.NullMarked;
