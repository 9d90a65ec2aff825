/** Events published by security-service. */
@NullMarked
package org.publicdatamesh.kit.event.security;

import org.jspecify.annotations.NullMarked;
