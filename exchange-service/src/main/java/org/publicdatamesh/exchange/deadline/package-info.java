/** Deadlines as rows: they run on their own, survive any restart and fire once (Art. 26, 27, 41). */
@NullMarked
package org.publicdatamesh.exchange.deadline;

import org.jspecify.annotations.NullMarked;
