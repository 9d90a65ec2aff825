package org.publicdatamesh.kit.grading;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.Violation;

/** Whether the rules of an edition are rules at all, and do not contradict each other. Pure. */
public final class GradingFaults {
    private static final String CODE = "[a-z][a-z0-9-]{1,39}";
    private static final String DIGITS = "[0-9]{1,20}";
    private static final int LONGEST_WORD = 100;

    private final GradingRules rules;
    private final List<Violation> found = new ArrayList<>();

    private GradingFaults(GradingRules rules) {
        this.rules = rules;
    }

    /**
     * Every place where the rules are none or contradict each other; empty where no such place is found.
     *
     * @param knownUnits of the units that the rules name, those that there are
     */
    public static List<Violation> in(GradingRules rules, Set<String> knownUnits) {
        GradingFaults faults = new GradingFaults(rules);
        faults.grades();
        Map<String, Integer> codes = new HashMap<>();
        for (int i = 0; i < rules.rules().size(); i++) {
            faults.rule(i, knownUnits, codes);
        }
        for (int i = 0; i < rules.rules().size(); i++) {
            faults.againstEarlier(i);
        }
        faults.combinations(codes.keySet());
        return faults.found;
    }

    private void grades() {
        GradeProtection lower = null;
        for (int i = 0; i < rules.grades().size(); i++) {
            GradeProtection grade = rules.grades().get(i);
            String at = "/rules/grades/" + i;
            if (grade.grade() != i + 1) {
                found.add(Violation.at(
                        at + "/grade",
                        "grades-out-of-order",
                        "The grades 1 to 4 are expected in their order, each once: here " + (i + 1) + ".",
                        i + 1));
            }
            steps(grade, at);
            if (lower != null) {
                weaker(at + "/level", grade.level().compareTo(lower.level()) < 0);
                weaker(at + "/impact", grade.impact().compareTo(lower.impact()) < 0);
                weaker(at + "/openAtMost", grade.openAtMost().compareTo(lower.openAtMost()) < 0);
                weaker(at + "/masked", lower.masked() && !grade.masked());
            }
            lower = grade;
        }
    }

    private void weaker(String at, boolean is) {
        if (is) {
            found.add(Violation.at(
                    at, "weaker-than-lower-grade", "A grade is not protected less than the one below it."));
        }
    }

    private void steps(GradeProtection grade, String at) {
        Set<HandlingStep> missing = EnumSet.allOf(HandlingStep.class);
        for (int i = 0; i < grade.steps().size(); i++) {
            StepProtection step = grade.steps().get(i);
            if (!missing.remove(step.step())) {
                found.add(Violation.at(
                        at + "/steps/" + i + "/step", "step-repeated", "Each step stands there once (Art. 38)."));
            }
            words(at + "/steps/" + i + "/measures", step.measures(), 200);
        }
        missing.forEach(step -> found.add(Violation.at(
                at + "/steps",
                "step-missing",
                "What the grade needs in the step " + EventJson.kebab(step) + " is missing (Art. 38).",
                EventJson.kebab(step))));
    }

    private void rule(int index, Set<String> knownUnits, Map<String, Integer> codes) {
        GradingRule rule = rules.rules().get(index);
        String at = "/rules/rules/" + index;
        if (!rule.code().matches(CODE)) {
            found.add(Violation.at(
                    at + "/code", "wrong-format", "2 to 40 lower-case letters, digits and hyphens are expected."));
        }
        Integer before = codes.putIfAbsent(rule.code(), index);
        if (before != null) {
            found.add(Violation.at(
                    at + "/code", "rule-repeated", "Rule " + before + " has this code.", String.valueOf(before)));
        }
        if (rule.leastGrade() < 1 || rule.leastGrade() > 4) {
            found.add(Violation.at(at + "/leastGrade", "out-of-range", "1 to 4 is expected."));
        }
        entries(rule.entriesOrAll(), at + "/entries", knownUnits);
        if (rule.items() != null) {
            items(rule.items(), at + "/items");
        }
        classification(rule, at);
    }

    private void combinations(Set<String> taken) {
        Set<String> codes = new HashSet<>(taken);
        List<CombinationRule> combinations = orNone(rules.combinations());
        for (int i = 0; i < combinations.size(); i++) {
            CombinationRule rule = combinations.get(i);
            String at = "/rules/combinations/" + i;
            if (!rule.code().matches(CODE)) {
                found.add(Violation.at(
                        at + "/code", "wrong-format", "2 to 40 lower-case letters, digits and hyphens are expected."));
            }
            if (!codes.add(rule.code())) {
                found.add(Violation.at(at + "/code", "code-taken", "Another rule has this code."));
            }
            if (rule.leastGrade() < 1 || rule.leastGrade() > 4) {
                found.add(Violation.at(at + "/leastGrade", "out-of-range", "1 to 4 is expected."));
            }
            for (int part = 0; part < rule.parts().size(); part++) {
                items(rule.parts().get(part), at + "/parts/" + part);
            }
        }
    }

    private void entries(EntryScope scope, String at, Set<String> knownUnits) {
        List<String> classifications = orNone(scope.classifications());
        for (int i = 0; i < classifications.size(); i++) {
            if (!classifications.get(i).matches(DIGITS)) {
                found.add(Violation.at(at + "/classifications/" + i, "wrong-format", "1 to 20 digits are expected."));
            }
        }
        List<String> units = orNone(scope.units());
        for (int i = 0; i < units.size(); i++) {
            if (!knownUnits.contains(units.get(i))) {
                found.add(Violation.at(at + "/units/" + i, "unknown-unit", "There is no such unit."));
            }
        }
        words(at + "/words", orNone(scope.words()), LONGEST_WORD);
    }

    private void items(ItemScope scope, String at) {
        if (scope.name() == null
                && scope.words() == null
                && scope.standards() == null
                && scope.identifies() == null
                && scope.checks() == null) {
            found.add(Violation.at(at, "no-condition", "A rule for data items has at least one condition."));
        }
        if (scope.name() != null) {
            try {
                Pattern.compile(scope.name());
            } catch (PatternSyntaxException e) {
                found.add(Violation.at(
                        at + "/name",
                        "not-a-pattern",
                        "This is no regular expression (RE2): " + e.getDescription() + ".",
                        String.valueOf(e.getDescription())));
            }
        }
        words(at + "/words", orNone(scope.words()), LONGEST_WORD);
        words(at + "/standards", orNone(scope.standards()), LONGEST_WORD);
    }

    private void words(String at, List<String> words, int longest) {
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.isBlank() || word.length() > longest) {
                found.add(Violation.at(
                        at + "/" + i,
                        "wrong-size",
                        "1 to " + longest + " characters are expected, and not only spaces.",
                        longest));
            }
        }
    }

    private void classification(GradingRule rule, String at) {
        String meant = rule.classification();
        if (meant == null) {
            return;
        }
        if (!meant.matches(DIGITS)) {
            found.add(Violation.at(at + "/classification", "wrong-format", "1 to 20 digits are expected."));
            return;
        }
        if (rule.items() != null) {
            found.add(Violation.at(
                    at + "/classification",
                    "not-for-items",
                    "Entries are classified, data items are not: a rule for items says no classification."));
            return;
        }
        List<String> of = orNone(rule.entriesOrAll().classifications());
        if (!of.isEmpty() && of.stream().noneMatch(one -> agree(one, meant))) {
            contradicts(at + "/classification", at + "/entries/classifications");
        }
    }

    /** Rules of one scope, and rules that are for the same entries and mean different classifications. */
    private void againstEarlier(int index) {
        GradingRule rule = rules.rules().get(index);
        String at = "/rules/rules/" + index;
        for (int i = 0; i < index; i++) {
            GradingRule earlier = rules.rules().get(i);
            boolean sameScope =
                    rule.entriesOrAll().equals(earlier.entriesOrAll()) && Objects.equals(rule.items(), earlier.items());
            if (sameScope) {
                found.add(Violation.at(
                        at,
                        "same-scope",
                        "The rule " + earlier.code() + " is for the same: one of them is enough.",
                        earlier.code()));
            }
            if (classificationsDiffer(rule, earlier)) {
                contradicts(at + "/classification", "/rules/rules/" + i + "/classification");
            }
        }
    }

    private static boolean classificationsDiffer(GradingRule one, GradingRule other) {
        String a = one.classification();
        String b = other.classification();
        return a != null
                && b != null
                && !agree(a, b)
                && (one.entriesOrAll().covers(other.entriesOrAll())
                        || other.entriesOrAll().covers(one.entriesOrAll()));
    }

    private static boolean agree(String one, String other) {
        return one.startsWith(other) || other.startsWith(one);
    }

    private void contradicts(String one, String other) {
        found.add(
                Violation.at(one, "contradictory", "Nothing can hold this and " + other + " at the same time.", other));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
