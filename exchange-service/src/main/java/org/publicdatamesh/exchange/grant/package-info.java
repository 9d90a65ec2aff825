/** Grants: what a unit may have, until when, and how it ends (Art. 25, 26). */
@NullMarked
package org.publicdatamesh.exchange.grant;

import org.jspecify.annotations.NullMarked;
