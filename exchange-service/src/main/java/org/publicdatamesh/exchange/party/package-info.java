/** Who collects, holds, operates and uses what is granted: as the catalogue told of it when the grant was made (Art. 3). */
@NullMarked
package org.publicdatamesh.exchange.party;

import org.jspecify.annotations.NullMarked;
