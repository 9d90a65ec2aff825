/** The log as everyone may read it: checkpoint, tiles and verifier keys, as C2SP {@code tlog-tiles} names them. */
@NullMarked
package org.publicdatamesh.audit.tiles;

import org.jspecify.annotations.NullMarked;
