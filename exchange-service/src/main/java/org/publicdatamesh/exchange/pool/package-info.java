/** Rows of shared resources: loaded, checked against the entry's data items, kept in tables of their own; what fails is in quarantine (Art. 15, 16). */
@NullMarked
package org.publicdatamesh.exchange.pool;

import org.jspecify.annotations.NullMarked;
