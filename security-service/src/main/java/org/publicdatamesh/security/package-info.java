/** Who and how safely: units and their posts (Art. 2, 7, 8). */
@NullMarked
package org.publicdatamesh.security;

import org.jspecify.annotations.NullMarked;
