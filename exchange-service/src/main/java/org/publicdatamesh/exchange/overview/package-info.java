/** What waits for whom: each room tells its own, one answer has it all (Art. 21). */
@NullMarked
package org.publicdatamesh.exchange.overview;

import org.jspecify.annotations.NullMarked;
