/** Grade and classification by the security service's rules: proposed, checked at submission, and looked after when rules change (Art. 38). */
@NullMarked
package org.publicdatamesh.catalog.grading;

import org.jspecify.annotations.NullMarked;
