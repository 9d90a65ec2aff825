/** Who calls, for which unit, in which role, and whether that unit is admitted. */
@NullMarked
package org.publicdatamesh.kit.identity;

import org.jspecify.annotations.NullMarked;
