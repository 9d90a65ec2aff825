/** Refusals as values with names, and their one form on the wire: RFC 9457 problem documents. */
@NullMarked
package org.publicdatamesh.kit.problem;

import org.jspecify.annotations.NullMarked;
