/** A resource that is proven usable takes another's place, and who used that one is told (Art. 17). */
@NullMarked
package org.publicdatamesh.catalog.resource.replacement;

import org.jspecify.annotations.NullMarked;
