/** Who collects, holds, operates and uses the data of an entry: derived from what is recorded elsewhere, stated nowhere twice (Art. 3). */
@NullMarked
package org.publicdatamesh.catalog.party;

import org.jspecify.annotations.NullMarked;
