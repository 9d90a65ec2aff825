package org.publicdatamesh.catalog.unit;

import java.time.Instant;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;

/**
 * A unit as a publisher.
 *
 * @param division GB/T 2260 code, 6 digits
 * @param authority whether it is this mesh's public data authority
 * @param asOf when this became known
 */
public record PublishingUnit(String unit, Text name, Level level, String division, boolean authority, Instant asOf) {}
