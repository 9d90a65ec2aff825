/** Applications for shared data: a state machine from need to grant or refusal (Art. 25, 26). */
@NullMarked
package org.publicdatamesh.exchange.application;

import org.jspecify.annotations.NullMarked;
