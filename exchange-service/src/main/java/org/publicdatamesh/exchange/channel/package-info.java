/**
 * Ways out for a unit's notices beside its inbox: its own Kafka topic, and addresses of its own that they are posted to (Art. 27). One
 * dispatcher brings each channel on, in the order of the inbox and at least once; the rules of what follows when that fails are at the
 * root.
 */
@NullMarked
package org.publicdatamesh.exchange.channel;

import org.jspecify.annotations.NullMarked;
