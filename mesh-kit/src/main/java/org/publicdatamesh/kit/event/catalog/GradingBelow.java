package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A published entry does not keep the grading rules that came in force (Art. 38). Its published content stays as it is until its
 * unit publishes another version; {@link GradingMended} tells when it keeps them.
 *
 * @param entryId the entry
 * @param version its published version, from 1
 * @param unit the unit that provides the data
 * @param edition the edition of the rules, from 1
 * @param grade the grade that it states
 * @param leastGrade the grade that it has by the rules, 1 to 4
 * @param items data items that are graded below the rules
 * @param openAtMost the widest open type of the grade that it has by the rules; absent in older events
 * @param demands what the rules demand and it does not keep, the first 20; absent in older events
 */
@EventType(topic = "catalog.grading", name = "catalog.grading.below")
public record GradingBelow(
        UUID entryId,
        int version,
        String unit,
        int edition,
        int grade,
        int leastGrade,
        List<Item> items,
        @Nullable OpenType openAtMost,
        @Nullable List<Demand> demands)
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

    /**
     * What the rules demand.
     *
     * @param at JSON pointer into the entry's content
     * @param code stable name of what is broken, {@code grade-below-rule}
     * @param message what is demanded, in English
     * @param arguments what a translation fills in
     */
    public record Demand(String at, String code, String message, List<String> arguments) {}

    /** Whether data of this open type is more open than the rules allow. An older event does not say: then nothing may be open. */
    public boolean forbids(OpenType openType) {
        OpenType most = openAtMost == null ? OpenType.NOT_OPEN : openAtMost;
        return openType.compareTo(most) < 0;
    }
}
