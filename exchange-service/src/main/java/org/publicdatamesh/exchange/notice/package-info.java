/**
 * Notices in each holder's inbox: of corrections, tracked until they are applied (Art. 27), and of resources that were replaced or
 * withdrawn, tracked until they are acknowledged (Art. 17).
 */
@NullMarked
package org.publicdatamesh.exchange.notice;

import org.jspecify.annotations.NullMarked;
