/**
 * Gives every event of the mesh its place in the log: read from all topics, numbered by one writer at a time, committed to
 * PostgreSQL before the offsets are.
 */
@NullMarked
package org.publicdatamesh.audit.sequence;

import org.jspecify.annotations.NullMarked;
