/**
 * Lists that follow from what is published and so are always current: what each unit has to share (Art. 22), what is not
 * shared (Art. 22, 23), and the inventory of resources (Art. 7).
 */
@NullMarked
package org.publicdatamesh.catalog.lists;

import org.jspecify.annotations.NullMarked;
