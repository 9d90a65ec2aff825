/** The outbox: events committed with the state change they tell of, read from the WAL by Debezium. */
@NullMarked
package org.publicdatamesh.kit.outbox;

import org.jspecify.annotations.NullMarked;
