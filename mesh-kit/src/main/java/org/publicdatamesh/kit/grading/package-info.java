/** Rules of grade and classification as data, and what follows from them for an entry (Art. 38; GB/T 43697-2024). */
@NullMarked
package org.publicdatamesh.kit.grading;

import org.jspecify.annotations.NullMarked;
