/**
 * Notices in each unit's inbox: of corrections, tracked until they are applied (Art. 27); of resources that were replaced or
 * withdrawn (Art. 17) and of steps on grants (Art. 25), tracked until they are acknowledged.
 */
@NullMarked
package org.publicdatamesh.exchange.notice;

import org.jspecify.annotations.NullMarked;
