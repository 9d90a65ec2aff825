/** Manners of the REST interfaces: strict bodies, pages, entity tags, idempotency keys, row filters. */
@NullMarked
package org.publicdatamesh.kit.rest;

import org.jspecify.annotations.NullMarked;
