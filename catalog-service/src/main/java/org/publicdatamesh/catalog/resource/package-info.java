/**
 * Resources that units attach to their published entries (Art. 11, 13, 17): what they are, where they are had, from which system
 * they come. {@code measure} measures one, {@code check} does so for self-checks and conformity rounds, {@code replacement} puts
 * a proven one in another's place. Each of these knows those before it, and this package knows none of them.
 */
@NullMarked
package org.publicdatamesh.catalog.resource;

import org.jspecify.annotations.NullMarked;
