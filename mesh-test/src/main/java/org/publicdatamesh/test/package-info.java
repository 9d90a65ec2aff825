/** What tests of the mesh share: requirement tags, the real parts, tokens. Nothing here ships. */
@NullMarked
package org.publicdatamesh.test;

import org.jspecify.annotations.NullMarked;
