package org.publicdatamesh.catalog.element;

import java.util.List;
import java.util.UUID;

/**
 * Items of other units that look like an element and are not declared its copies.
 *
 * @param elementId the element
 * @param name its name
 * @param unit the authoritative unit
 * @param doubles the items, at most 200
 */
public record ElementDoubles(UUID elementId, String name, String unit, List<CarryingItem> doubles) {}
