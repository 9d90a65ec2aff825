/** Notices of corrections in each holder's inbox, tracked until they are applied (Art. 27). */
@NullMarked
package org.publicdatamesh.exchange.notice;

import org.jspecify.annotations.NullMarked;
