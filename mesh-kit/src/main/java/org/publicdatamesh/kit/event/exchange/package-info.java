/** Events published by exchange-service. */
@NullMarked
package org.publicdatamesh.kit.event.exchange;

import org.jspecify.annotations.NullMarked;
