package org.publicdatamesh.catalog.standard;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A published entry that breaks a standard.
 *
 * @param entryId the entry
 * @param code its code
 * @param name its name
 * @param unit the unit that provides the data
 * @param broken every rule that it breaks
 */
public record BreakingEntry(UUID entryId, String code, Text name, String unit, List<Violation> broken) {}
