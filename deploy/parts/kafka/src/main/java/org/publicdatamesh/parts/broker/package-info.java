/** What the broker runs of the mesh's own: whose tokens it takes from departments. */
@NullMarked
package org.publicdatamesh.parts.broker;

import org.jspecify.annotations.NullMarked;
