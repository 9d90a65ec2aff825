/** What data exists: catalogue entries from draft to publication, and the resources attached to them. */
@NullMarked
package org.publicdatamesh.catalog;

import org.jspecify.annotations.NullMarked;
