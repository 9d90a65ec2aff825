/**
 * Libraries (Art. 5): base, theme, level and industry libraries, and each unit's own, as views over published entries. Which
 * there are and what belongs to each is declared in a file; nothing of them is kept, so that they are always current.
 */
@NullMarked
package org.publicdatamesh.catalog.library;

import org.jspecify.annotations.NullMarked;
