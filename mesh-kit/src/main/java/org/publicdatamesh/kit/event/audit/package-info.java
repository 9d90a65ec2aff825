/** Events published by audit-service. */
@NullMarked
package org.publicdatamesh.kit.event.audit;

import org.jspecify.annotations.NullMarked;
