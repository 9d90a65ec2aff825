/**
 * Watches: what units follow of the catalogue and how they are told of it. What happens to a published entry is noted in its
 * own transaction; notices are made of it afterwards, each once, into an inbox of the unit.
 */
@NullMarked
package org.publicdatamesh.catalog.watch;

import org.jspecify.annotations.NullMarked;
