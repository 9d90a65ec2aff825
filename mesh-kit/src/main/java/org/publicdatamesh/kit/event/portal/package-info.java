/** Events published by open-portal-service. */
@NullMarked
package org.publicdatamesh.kit.event.portal;

import org.jspecify.annotations.NullMarked;
