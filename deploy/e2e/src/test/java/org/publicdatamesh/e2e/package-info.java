/**
 * A whole mesh on ports and in a directory of its own, brought up once for all tests by the commands that people use:
 * {@link WholeMesh}. {@code MainJobIT} tells the main job; {@code KilledPartsIT} kills each process while a correction is
 * under way.
 */
@NullMarked
package org.publicdatamesh.e2e;

import org.jspecify.annotations.NullMarked;
