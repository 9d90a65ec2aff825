/** The open list, as the catalogue's published entries make it (Art. 30, 31). */
@NullMarked
package org.publicdatamesh.portal.openlist;

import org.jspecify.annotations.NullMarked;
