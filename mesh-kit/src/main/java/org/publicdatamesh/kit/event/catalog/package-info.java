/** Events published by catalog-service. */
@NullMarked
package org.publicdatamesh.kit.event.catalog;

import org.jspecify.annotations.NullMarked;
