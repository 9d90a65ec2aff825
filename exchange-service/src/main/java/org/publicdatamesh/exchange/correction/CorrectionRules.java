package org.publicdatamesh.exchange.correction;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.exchange.pool.Stored;
import org.publicdatamesh.exchange.pool.ValueRules;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.time.WorkingDays;

/** The rules of doubts and corrections (Art. 27). Pure. */
final class CorrectionRules {
    private CorrectionRules() {}

    /** Every rule that a row's key breaks: a good value for each key item, and nothing else. */
    static List<Violation> brokenKey(SharedResource resource, Map<String, String> key) {
        List<Violation> violations = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (DataItem item : resource.key()) {
            names.add(item.name());
            String broken = ValueRules.broken(item, key.get(item.name()));
            if (broken != null) {
                violations.add(
                        Violation.at("/key/" + item.name(), broken, "A good value of this key item is expected."));
            }
        }
        for (String name : key.keySet()) {
            if (!names.contains(name)) {
                violations.add(Violation.at("/key/" + shown(name), "not-a-key-item", "This is no key item."));
            }
        }
        return violations;
    }

    /**
     * Every rule that the record of a doubt breaks.
     *
     * @param recorded the record; null where there is none
     * @param authority whether the authority reports the doubt: it has its doubts from others
     */
    static List<Violation> brokenRecord(DoubtReport.@Nullable Recorded recorded, boolean authority, Instant now) {
        if (recorded == null) {
            return authority
                    ? List.of(Violation.at("/recorded", "missing", "The authority says who told it of the doubt."))
                    : List.of();
        }
        List<Violation> violations = new ArrayList<>();
        if (!authority) {
            violations.add(Violation.at("/recorded", "not-allowed", "The authority records what others told it."));
        }
        if (recorded.receivedOn().isAfter(LocalDate.ofInstant(now, WorkingDays.ZONE))) {
            violations.add(Violation.at("/recorded/receivedOn", "in-the-future", "It has come by today."));
        }
        return violations;
    }

    /**
     * Every rule that an answer breaks by itself: what is wrong is either changed now, or the answer names the correction
     * that has changed it.
     *
     * @param doubted the item whose value is doubted
     */
    static List<Violation> brokenAnswer(SharedResource resource, String doubted, Answer answer) {
        List<Violation> violations = new ArrayList<>();
        List<Answer.NewValue> values = answer.newValues();
        if (answer.verdict() == Verdict.RIGHT) {
            if (!values.isEmpty()) {
                violations.add(Violation.at("/changes", "not-allowed", "A value that is right is not changed."));
            }
            if (answer.correctionId() != null) {
                violations.add(
                        Violation.at("/correctionId", "not-allowed", "A value that is right was not corrected."));
            }
        } else if (answer.correctionId() == null) {
            violations.addAll(brokenChanges(resource, values));
            if (!values.isEmpty()
                    && values.stream().noneMatch(value -> value.item().equals(doubted))) {
                violations.add(Violation.at(
                        "/changes",
                        "doubted-item-missing",
                        "The value of " + doubted + " is doubted; what is wrong is changed.",
                        doubted));
            }
        } else if (!values.isEmpty()) {
            violations.add(Violation.at(
                    "/changes", "not-allowed", "An answer names a correction or makes one, and not both."));
        }
        return violations;
    }

    /**
     * Whether a correction settles a doubt: it changed the doubted item of that row, since the doubt was reported or from
     * the value that its reporter saw.
     */
    static boolean settles(SharedResource resource, Doubt doubt, Correction correction) {
        DataItem item = resource.item(doubt.item);
        return item != null
                && correction.resourceId.equals(doubt.resourceId)
                && sameKey(resource, Stored.key(correction.rowKey), Stored.key(doubt.rowKey))
                && Stored.changes(correction.changes).stream()
                        .filter(change -> change.item().equals(doubt.item))
                        .anyMatch(change -> !correction.correctedAt.isBefore(doubt.reportedAt)
                                || doubt.observed != null && doubt.observed.equals(change.oldValue()));
    }

    /**
     * Whether nothing is left to correct: the row or the item is gone, or the value is the one that was expected.
     *
     * @param row the row as it is now; null where there is none
     */
    static boolean isMoot(SharedResource resource, Doubt doubt, @Nullable Map<String, @Nullable String> row) {
        DataItem item = resource.item(doubt.item);
        return row == null
                || item == null
                || doubt.expected != null && ValueRules.same(item, row.get(doubt.item), doubt.expected);
    }

    private static boolean sameKey(SharedResource resource, Map<String, String> one, Map<String, String> other) {
        return resource.key().stream()
                .allMatch(item -> ValueRules.same(item, one.get(item.name()), other.get(item.name())));
    }

    /** Every rule that new values break. */
    static List<Violation> brokenChanges(SharedResource resource, List<Answer.NewValue> values) {
        List<Violation> violations = new ArrayList<>();
        if (values.isEmpty()) {
            violations.add(Violation.at("/changes", "required", "A correction changes at least one value."));
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < values.size(); i++) {
            Answer.NewValue value = values.get(i);
            DataItem item = resource.item(value.item());
            String at = "/changes/" + i;
            if (item == null) {
                violations.add(Violation.at(at + "/item", "unknown-item", "The entry has no such data item."));
            } else if (item.key()) {
                violations.add(Violation.at(at + "/item", "key-item", "A key is not changed by a correction."));
            } else if (!seen.add(value.item())) {
                violations.add(Violation.at(at + "/item", "repeated-item", "The item stands twice."));
            } else {
                String broken = ValueRules.broken(item, value.value());
                if (broken != null) {
                    violations.add(Violation.at(at + "/value", broken, "The value does not fit the data item."));
                }
            }
        }
        return violations;
    }

    /** What really changes: new values that differ from the row's. */
    static List<Change> changes(
            SharedResource resource, Map<String, @Nullable String> row, List<Answer.NewValue> values) {
        List<Change> changes = new ArrayList<>();
        for (Answer.NewValue value : values) {
            String fresh = value.value() == null || value.value().isEmpty() ? null : value.value();
            String old = row.get(value.item());
            DataItem item = resource.item(value.item());
            if (item == null || !ValueRules.same(item, old, fresh)) {
                changes.add(new Change(value.item(), old, fresh));
            }
        }
        return changes;
    }

    /** The row after its changes. */
    static Map<String, @Nullable String> after(Map<String, @Nullable String> row, List<Change> changes) {
        Map<String, @Nullable String> fresh = new LinkedHashMap<>(row);
        changes.forEach(change -> fresh.put(change.item(), change.newValue()));
        return fresh;
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }
}
