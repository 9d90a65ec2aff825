/** Who may have data and getting it there: applications, grants, the pool, the gate, corrections, notices. */
@NullMarked
package org.publicdatamesh.exchange;

import org.jspecify.annotations.NullMarked;
