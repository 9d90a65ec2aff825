/** The launcher's words and settings; whole meshes are tested in deploy/e2e. */
@NullMarked
package org.publicdatamesh.local;

import org.jspecify.annotations.NullMarked;
