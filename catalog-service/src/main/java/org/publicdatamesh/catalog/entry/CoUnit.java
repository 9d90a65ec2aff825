package org.publicdatamesh.catalog.entry;

import java.util.List;

/**
 * A unit that compiles an entry together with the unit that leads it (Art. 9).
 *
 * @param unit the unit's id
 * @param items names of the data items that it answers for, at least 1; the items of no co-unit are the lead's
 */
public record CoUnit(String unit, List<String> items) {}
