/** Data that units need, also such as nobody has catalogued: the authority decides, the likely source answers (Art. 7, 22). */
@NullMarked
package org.publicdatamesh.exchange.need;

import org.jspecify.annotations.NullMarked;
