/** The envelope of an event (CloudEvents 1.0), the types that travel, and their JSON form. The published events stand one folder per context below. */
@NullMarked
package org.publicdatamesh.kit.event;

import org.jspecify.annotations.NullMarked;
