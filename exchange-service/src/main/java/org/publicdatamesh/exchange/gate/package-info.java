/** The one way out of the pool: grant, items, rows, masks, and the record of the access before the first byte (Art. 40). */
@NullMarked
package org.publicdatamesh.exchange.gate;

import org.jspecify.annotations.NullMarked;
