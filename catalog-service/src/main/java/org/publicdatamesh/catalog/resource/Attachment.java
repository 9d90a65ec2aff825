package org.publicdatamesh.catalog.resource;

import jakarta.validation.constraints.Size;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

/**
 * A resource to attach (Art. 11).
 *
 * @param kind kind of resource
 * @param name its name
 * @param informationSystem the information system that holds it (Art. 17)
 */
public record Attachment(
        ResourceKind kind,
        @Size(min = 1, max = 200) String name,
        @Size(min = 1, max = 200) String informationSystem) {}
