package org.publicdatamesh.kit.event.catalog;

/**
 * What one unit does in a joint collection (Art. 14).
 *
 * @param unit the unit
 * @param duties its duties
 */
public record CollectionDuty(String unit, String duties) {}
