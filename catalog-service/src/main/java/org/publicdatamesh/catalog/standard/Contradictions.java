package org.publicdatamesh.catalog.standard;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.problem.Violation;

/** Whether the rules of a standard can be kept at all. Pure. */
final class Contradictions {
    private final Rules rules;
    private final List<Violation> found = new ArrayList<>();
    private final Map<Integer, Pattern> patterns = new HashMap<>();

    private Contradictions(Rules rules) {
        this.rules = rules;
    }

    /** Every place where the rules are no rules or contradict each other; empty where no such place is found. */
    static List<Violation> in(Rules rules) {
        Contradictions contradictions = new Contradictions(rules);
        contradictions.scope();
        contradictions.patterns();
        contradictions.codeLists();
        contradictions.items();
        if (Rules.orNone(rules.required()).isEmpty()
                && Rules.orNone(rules.patterns()).isEmpty()
                && Rules.orNone(rules.codeLists()).isEmpty()
                && Rules.orNone(rules.items()).isEmpty()) {
            contradictions.found.add(Violation.at("/rules", "no-rule", "A standard has at least one rule."));
        }
        return contradictions.found;
    }

    private void scope() {
        Rules.Scope scope = rules.appliesTo();
        List<String> classifications = scope == null ? List.of() : Rules.orNone(scope.classifications());
        for (int i = 0; i < classifications.size(); i++) {
            if (!classifications.get(i).matches("[0-9]{1,20}")) {
                found.add(Violation.at(
                        "/rules/appliesTo/classifications/" + i, "wrong-format", "1 to 20 digits are expected."));
            }
        }
    }

    private void patterns() {
        List<Rules.Form> forms = Rules.orNone(rules.patterns());
        for (int i = 0; i < forms.size(); i++) {
            try {
                patterns.put(i, Pattern.compile(forms.get(i).pattern()));
            } catch (PatternSyntaxException e) {
                found.add(Violation.at(
                        "/rules/patterns/" + i + "/pattern",
                        "not-a-pattern",
                        "This is no regular expression (RE2): " + e.getDescription() + ".",
                        String.valueOf(e.getDescription())));
            }
        }
    }

    private void codeLists() {
        List<Rules.CodeList> lists = Rules.orNone(rules.codeLists());
        Map<Attribute, Integer> first = new HashMap<>();
        for (int i = 0; i < lists.size(); i++) {
            Rules.CodeList list = lists.get(i);
            String at = "/rules/codeLists/" + i;
            Integer before = first.putIfAbsent(list.attribute(), i);
            if (before != null) {
                Set<String> common = new HashSet<>(lists.get(before).codes());
                common.retainAll(list.codes());
                if (common.isEmpty()) {
                    contradicts(at, "/rules/codeLists/" + before);
                }
            }
            if (list.codes().stream().noneMatch(code -> allowed(list.attribute(), code, -1))) {
                contradicts(at, "/rules/patterns");
            }
        }
    }

    /** Whether patterns, and code lists but one, take a value of an attribute. */
    private boolean allowed(Attribute attribute, String value, int butList) {
        List<Rules.Form> forms = Rules.orNone(rules.patterns());
        for (int i = 0; i < forms.size(); i++) {
            Pattern pattern = patterns.get(i);
            if (forms.get(i).attribute() == attribute && pattern != null && !pattern.matches(value)) {
                return false;
            }
        }
        List<Rules.CodeList> lists = butList == -1 ? List.of() : Rules.orNone(rules.codeLists());
        return lists.stream()
                .allMatch(list -> list.attribute() != attribute || list.codes().contains(value));
    }

    private void items() {
        List<Rules.ItemStandard> items = Rules.orNone(rules.items());
        Map<String, Integer> known = new HashMap<>();
        for (int i = 0; i < items.size(); i++) {
            Rules.ItemStandard item = items.get(i);
            String at = "/rules/items/" + i;
            if (item.label() == null && item.name() == null) {
                found.add(Violation.at(at, "required", "An item is known by its label or its name."));
                continue;
            }
            form(item, at);
            repeated(known, item.label() == null ? null : "label " + item.label(), i);
            repeated(known, item.name() == null ? null : "name " + item.name(), i);
            if (item.label() != null && !allowed(Attribute.ITEM_LABEL, item.label(), 0)) {
                contradicts(at + "/label", "/rules");
            }
            if (item.name() != null && !allowed(Attribute.ITEM_NAME, item.name(), 0)) {
                contradicts(at + "/name", "/rules");
            }
        }
    }

    private void repeated(Map<String, Integer> known, @Nullable String key, int index) {
        Integer before = key == null ? null : known.putIfAbsent(key, index);
        if (before != null && before != index) {
            contradicts("/rules/items/" + index, "/rules/items/" + before);
        }
    }

    private void form(Rules.ItemStandard item, String at) {
        if (item.name() != null && !item.name().matches("[a-z][a-z0-9_]{0,39}")) {
            found.add(Violation.at(
                    at + "/name",
                    "wrong-format",
                    "A lower-case letter, then lower-case letters, digits and underscores, at most 40."));
        }
        if (item.length() != null && (item.length() < 1 || item.length() > 4000)) {
            found.add(Violation.at(at + "/length", "out-of-range", "1 to 4000 is expected."));
        }
        if (item.leastGrade() != null && (item.leastGrade() < 1 || item.leastGrade() > 4)) {
            found.add(Violation.at(at + "/leastGrade", "out-of-range", "1 to 4 is expected."));
        }
        boolean text = item.type() == null || item.type() == ItemType.TEXT;
        if (!text && item.length() != null) {
            contradicts(at + "/length", at + "/type");
        }
        if (item.check() == null || item.check() == ItemCheck.NONE) {
            return;
        }
        if (!text) {
            contradicts(at + "/check", at + "/type");
        }
        boolean eighteen = item.check() == ItemCheck.RESIDENT_ID || item.check() == ItemCheck.CREDIT_CODE;
        if (eighteen && item.length() != null && item.length() < 18) {
            contradicts(at + "/length", at + "/check");
        }
    }

    private void contradicts(String one, String other) {
        found.add(
                Violation.at(one, "contradictory", "Nothing can hold this and " + other + " at the same time.", other));
    }
}
