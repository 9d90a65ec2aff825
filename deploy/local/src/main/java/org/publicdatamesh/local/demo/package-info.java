/** The main job of the mesh, told through its public interfaces only, with real tokens: {@code ./mesh demo}. */
@NullMarked
package org.publicdatamesh.local.demo;

import org.jspecify.annotations.NullMarked;
