package org.publicdatamesh.kit.grading;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.problem.Violation;

/** Grades entries by one edition of the rules. Pure; made once for an edition. */
public final class Grader {
    private final int edition;
    private final GradingRules rules;
    private final List<GradingRule> forEntries;
    private final List<ItemRule> forItems;

    /** A rule for items with its pattern made. */
    private record ItemRule(GradingRule rule, ItemMatch match) {
        boolean has(DataItem item) {
            return match.has(item);
        }
    }

    /** A grader by rules without {@link GradingFaults}. */
    public Grader(int edition, GradingRules rules) {
        this.edition = edition;
        this.rules = rules;
        this.forEntries =
                rules.rules().stream().filter(rule -> rule.items() == null).toList();
        List<ItemRule> items = new ArrayList<>();
        for (GradingRule rule : rules.rules()) {
            if (rule.items() != null) {
                items.add(new ItemRule(rule, ItemMatch.of(rule.items())));
            }
        }
        this.forItems = List.copyOf(items);
    }

    /** The edition, from 1. */
    public int edition() {
        return edition;
    }

    /** What the rules propose for an entry. */
    public GradingProposal propose(GradedSubject entry) {
        List<ItemRule> itemRules = itemRules(entry);
        List<GradingProposal.Item> items = new ArrayList<>();
        int grade = Math.max(1, entry.grade());
        for (DataItem item : entry.items()) {
            GradingRule highest = highest(itemRules, item);
            int least = highest == null ? 1 : highest.leastGrade();
            int proposed = Math.max(least, item.grade());
            grade = Math.max(grade, proposed);
            items.add(new GradingProposal.Item(
                    item.name(),
                    item.grade(),
                    proposed,
                    rules.of(proposed).masked(),
                    highest == null ? null : GradingProposal.Ground.of(highest)));
        }
        List<GradingProposal.Ground> grounds = new ArrayList<>();
        String classification = null;
        for (GradingRule rule : entryRules(entry)) {
            grade = Math.max(grade, rule.leastGrade());
            grounds.add(GradingProposal.Ground.of(rule));
            classification = longer(classification, rule.classification());
        }
        return new GradingProposal(
                edition, grade, classification, rules.of(grade).openAtMost(), grounds, items);
    }

    private static @Nullable String longer(@Nullable String one, @Nullable String other) {
        return one == null || other != null && other.length() > one.length() ? other : one;
    }

    /** Every rule that an entry breaks; none where it is graded as the rules say. Of each item only the highest rule is told. */
    public List<Violation> broken(GradedSubject entry) {
        List<Violation> broken = new ArrayList<>();
        List<ItemRule> itemRules = itemRules(entry);
        int highestItem = 1;
        int needed = entry.grade();
        for (int i = 0; i < entry.items().size(); i++) {
            DataItem item = entry.items().get(i);
            highestItem = Math.max(highestItem, item.grade());
            int grade = item(broken, "/items/" + i, entry, item, highest(itemRules, item));
            needed = Math.max(needed, grade);
        }
        if (entry.grade() < highestItem) {
            broken.add(Violation.at(
                    "/grade",
                    "grade-below-items",
                    "An entry is graded as high as its highest item, " + highestItem + " (grading edition " + edition
                            + ").",
                    edition,
                    highestItem));
        }
        for (GradingRule rule : entryRules(entry)) {
            needed = Math.max(needed, rule.leastGrade());
            entry(broken, entry, rule);
        }
        GradeProtection protection = rules.of(needed);
        if (entry.openTypeOrDefault().compareTo(protection.openAtMost()) < 0) {
            String most = EventJson.kebab(protection.openAtMost());
            broken.add(Violation.at(
                    "/openType",
                    "too-open",
                    "Data of grade " + protection.grade() + " is " + most + " at most (grading edition " + edition
                            + ").",
                    edition,
                    protection.grade(),
                    most));
        }
        return broken;
    }

    /** Gives the grade that the item has by the rules. */
    private int item(
            List<Violation> broken, String at, GradedSubject entry, DataItem item, @Nullable GradingRule highest) {
        int grade = highest == null ? item.grade() : Math.max(item.grade(), highest.leastGrade());
        if (highest != null && item.grade() < highest.leastGrade()) {
            broken.add(below(at + "/grade", highest));
        }
        if (item.mask() == Mask.NONE
                && rules.of(grade).masked()
                && entry.shareTypeOrDefault() != ShareType.NOT_SHARED) {
            broken.add(Violation.at(
                    at + "/mask",
                    "mask-missing",
                    "A shared item of grade " + grade + " is masked (grading edition " + edition + ").",
                    edition,
                    grade));
        }
        return grade;
    }

    private void entry(List<Violation> broken, GradedSubject entry, GradingRule rule) {
        if (entry.grade() < rule.leastGrade()) {
            broken.add(below("/grade", rule));
        }
        String meant = rule.classification();
        if (meant != null && !entry.classification().startsWith(meant)) {
            broken.add(Violation.at(
                    "/classification",
                    "other-classification",
                    "Grading edition " + edition + ", rule " + rule.code() + ": a classification that begins with "
                            + meant + " is expected: " + rule.reason() + " (" + rule.source() + ").",
                    edition,
                    rule.code(),
                    meant,
                    rule.reason(),
                    rule.source()));
        }
    }

    private Violation below(String at, GradingRule rule) {
        return Violation.at(
                at,
                "grade-below-rule",
                "Grading edition " + edition + ", rule " + rule.code() + ": grade " + rule.leastGrade()
                        + " at least is expected: " + rule.reason() + " (" + rule.source() + ").",
                edition,
                rule.code(),
                rule.leastGrade(),
                rule.reason(),
                rule.source());
    }

    private List<GradingRule> entryRules(GradedSubject entry) {
        return forEntries.stream()
                .filter(rule -> rule.entriesOrAll().has(entry))
                .toList();
    }

    private List<ItemRule> itemRules(GradedSubject entry) {
        return forItems.stream()
                .filter(each -> each.rule().entriesOrAll().has(entry))
                .toList();
    }

    private static @Nullable GradingRule highest(List<ItemRule> itemRules, DataItem item) {
        GradingRule highest = null;
        for (ItemRule each : itemRules) {
            boolean higher = highest == null || each.rule().leastGrade() > highest.leastGrade();
            if (higher && each.has(item)) {
                highest = each.rule();
            }
        }
        return highest;
    }
}
