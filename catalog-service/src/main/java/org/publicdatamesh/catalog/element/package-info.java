/**
 * One datum, one source, one standard (Art. 14): data elements with their authoritative units, the wording by which a datum is
 * known again, and what of the catalogue says the same.
 */
@NullMarked
package org.publicdatamesh.catalog.element;

import org.jspecify.annotations.NullMarked;
