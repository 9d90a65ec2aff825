package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A published entry does not keep the grading rules that came in force (Art. 38). Its published content stays as it is until its
 * unit publishes another version.
 *
 * @param entryId the entry
 * @param version its published version, from 1
 * @param unit the unit that provides the data
 * @param edition the edition of the rules, from 1
 * @param grade the grade that it states
 * @param leastGrade the grade that it has by the rules, 1 to 4
 * @param items data items that are graded below the rules
 */
@EventType(topic = "catalog.grading", name = "catalog.grading.below")
public record GradingBelow(
        UUID entryId, int version, String unit, int edition, int grade, int leastGrade, List<Item> items)
        implements MeshEvent {
    /**
     * A data item that is graded below the rules.
     *
     * @param name its name
     * @param grade the grade that it states
     * @param leastGrade the least grade, 1 to 4
     * @param rule the rule's code
     */
    public record Item(String name, int grade, int leastGrade, String rule) {}
}
