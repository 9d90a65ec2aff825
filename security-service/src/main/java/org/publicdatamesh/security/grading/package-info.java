/** Rules of grade and classification in dated editions: drafted, tried, issued by the authority's security post (Art. 38). */
@NullMarked
package org.publicdatamesh.security.grading;

import org.jspecify.annotations.NullMarked;
