/** Fetches from addresses that others name, within bounds and not from the inside of the network. */
@NullMarked
package org.publicdatamesh.kit.http;

import org.jspecify.annotations.NullMarked;
