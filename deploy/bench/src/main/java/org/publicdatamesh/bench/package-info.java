/** Benchmarks of a running mesh, each beside its limit in the same run; figures go to standard output and to JSON. */
@NullMarked
package org.publicdatamesh.bench;

import org.jspecify.annotations.NullMarked;
