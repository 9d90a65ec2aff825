/** Rows of open resources, swapped in whole (Art. 31). */
@NullMarked
package org.publicdatamesh.portal.release;

import org.jspecify.annotations.NullMarked;
