/** Doubts of those who use data, their answers, and corrections that change the pool (Art. 27). */
@NullMarked
package org.publicdatamesh.exchange.correction;

import org.jspecify.annotations.NullMarked;
