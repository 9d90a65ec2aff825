/** Identification codes with their check digits. */
@NullMarked
package org.publicdatamesh.kit.code;

import org.jspecify.annotations.NullMarked;
