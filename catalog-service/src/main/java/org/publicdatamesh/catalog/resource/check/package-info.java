/**
 * Self-checks of units and conformity rounds of the authority (Art. 13): what is to be measured stands in a table, and a clock
 * has it measured in the background, self-checks first.
 */
@NullMarked
package org.publicdatamesh.catalog.resource.check;

import org.jspecify.annotations.NullMarked;
