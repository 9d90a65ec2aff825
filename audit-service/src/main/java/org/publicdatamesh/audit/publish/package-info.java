/** Makes the public files of the log out of the leaves in PostgreSQL, right after each batch, and mends them after a crash. */
@NullMarked
package org.publicdatamesh.audit.publish;

import org.jspecify.annotations.NullMarked;
