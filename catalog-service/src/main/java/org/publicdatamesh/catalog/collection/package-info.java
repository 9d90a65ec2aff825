/**
 * Plans to collect data: held against what is had already, refused with the source, or registered; joint ones with divided duties
 * (Art. 14, 15).
 */
@NullMarked
package org.publicdatamesh.catalog.collection;

import org.jspecify.annotations.NullMarked;
