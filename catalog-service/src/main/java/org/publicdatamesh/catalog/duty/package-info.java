/** Duties to look at entries again: changes of law and functions, review rounds, re-examinations (Art. 12, 23). */
@NullMarked
package org.publicdatamesh.catalog.duty;

import org.jspecify.annotations.NullMarked;
