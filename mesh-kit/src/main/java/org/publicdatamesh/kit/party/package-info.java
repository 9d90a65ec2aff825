/** Who collects the data of an entry, derived in one way wherever it is told (Art. 3). */
@NullMarked
package org.publicdatamesh.kit.party;

import org.jspecify.annotations.NullMarked;
