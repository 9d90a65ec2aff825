/** Doubts of open data by members of the public, and what came of them (Art. 18, 27). */
@NullMarked
package org.publicdatamesh.portal.feedback;

import org.jspecify.annotations.NullMarked;
