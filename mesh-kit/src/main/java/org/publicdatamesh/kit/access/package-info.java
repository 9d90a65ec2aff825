/** No trace, no data: the record of an access, durable in Kafka before the first byte leaves (Art. 40). */
@NullMarked
package org.publicdatamesh.kit.access;

import org.jspecify.annotations.NullMarked;
