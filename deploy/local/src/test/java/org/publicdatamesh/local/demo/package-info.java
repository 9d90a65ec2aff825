/** What the demo checks by itself, checked without a mesh. */
@NullMarked
package org.publicdatamesh.local.demo;

import org.jspecify.annotations.NullMarked;
