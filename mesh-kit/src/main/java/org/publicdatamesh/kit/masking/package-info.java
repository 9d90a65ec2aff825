/** Masking of single values. */
@NullMarked
package org.publicdatamesh.kit.masking;

import org.jspecify.annotations.NullMarked;
