/** The working-day calendar and the clock. */
@NullMarked
package org.publicdatamesh.kit.time;

import org.jspecify.annotations.NullMarked;
