/** Sharing by a medium instead of the platform: filed with the authority, handed over, received, destroyed (Art. 24). */
@NullMarked
package org.publicdatamesh.exchange.offline;

import org.jspecify.annotations.NullMarked;
