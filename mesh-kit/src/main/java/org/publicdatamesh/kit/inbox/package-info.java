/** The inbox: events claimed in the transaction of their effect, so that a redelivery has none; dead letters and their replay. */
@NullMarked
package org.publicdatamesh.kit.inbox;

import org.jspecify.annotations.NullMarked;
