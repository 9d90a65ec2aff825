package org.publicdatamesh.catalog.standard;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.problem.Violation;

/** Checks entries by one edition of a standard (Art. 10). Pure; made once for an edition. */
final class Checker {
    private final String code;
    private final int edition;
    private final Rules rules;
    private final Map<Rules.Form, Pattern> patterns = new LinkedHashMap<>();
    private final Map<Rules.CodeList, Set<String>> codes = new LinkedHashMap<>();
    private final Map<String, Rules.ItemStandard> byLabel = new HashMap<>();
    private final Map<String, Rules.ItemStandard> byName = new HashMap<>();

    /** A checker of rules without {@link Contradictions}. */
    Checker(String code, int edition, Rules rules) {
        this.code = code;
        this.edition = edition;
        this.rules = rules;
        Rules.orNone(rules.patterns()).forEach(form -> patterns.put(form, Pattern.compile(form.pattern())));
        Rules.orNone(rules.codeLists()).forEach(list -> codes.put(list, new HashSet<>(list.codes())));
        for (Rules.ItemStandard item : Rules.orNone(rules.items())) {
            if (item.label() != null) {
                byLabel.put(item.label(), item);
            } else if (item.name() != null) {
                byName.put(item.name(), item);
            }
        }
    }

    /** Whether a unit's entry is checked. */
    boolean applies(String unit, EntryContent content) {
        Rules.Scope scope = rules.appliesTo();
        return scope == null
                || (scope.kinds() == null
                                || scope.kinds()
                                        .contains(content.kind() == null ? EntryKind.DEPARTMENT : content.kind()))
                        && (scope.classifications() == null
                                || scope.classifications().stream().anyMatch(content.classification()::startsWith))
                        && (scope.units() == null || scope.units().contains(unit));
    }

    /** Every rule that a unit's entry breaks; none where it is not checked. */
    List<Violation> broken(String unit, EntryContent content) {
        if (!applies(unit, content)) {
            return List.of();
        }
        List<Violation> broken = new ArrayList<>();
        for (Attribute attribute : Rules.orNone(rules.required())) {
            for (Attribute.Place place : attribute.in(content)) {
                if (place.empty()) {
                    broken.add(violation(place.pointer(), "standard-required", "this may not be empty", null));
                }
            }
        }
        patterns.forEach((form, pattern) -> {
            for (Attribute.Place place : form.attribute().in(content)) {
                if (!place.empty() && !pattern.matches(String.valueOf(place.value()))) {
                    broken.add(violation(place.pointer(), "standard-pattern", form.says(), form.says()));
                }
            }
        });
        codes.forEach((list, allowed) -> {
            for (Attribute.Place place : list.attribute().in(content)) {
                if (!place.empty() && !allowed.contains(String.valueOf(place.value()))) {
                    broken.add(violation(
                            place.pointer(),
                            "standard-code",
                            "this is none of the " + allowed.size() + " values of the code list",
                            String.valueOf(allowed.size())));
                }
            }
        });
        for (int i = 0; i < content.items().size(); i++) {
            item(broken, "/items/" + i, content.items().get(i));
        }
        return broken;
    }

    private void item(List<Violation> broken, String at, DataItem item) {
        Rules.ItemStandard standard = byLabel.get(item.label().strip());
        if (standard == null) {
            standard = byName.get(item.name());
        }
        if (standard == null) {
            return;
        }
        differs(broken, at + "/name", standard.name(), item.name());
        differs(broken, at + "/type", kebab(standard.type()), EventJson.kebab(item.type()));
        differs(broken, at + "/check", kebab(standard.check()), EventJson.kebab(item.check()));
        differs(broken, at + "/identifies", kebab(standard.identifies()), EventJson.kebab(item.identifies()));
        differs(broken, at + "/mask", kebab(standard.mask()), EventJson.kebab(item.mask()));
        differs(broken, at + "/required", standard.required(), item.required());
        if (standard.length() != null && (item.length() == null || item.length() > standard.length())) {
            broken.add(violation(
                    at + "/length",
                    "standard-item-length",
                    "at most " + standard.length() + " is expected",
                    standard.length().toString()));
        }
        if (standard.leastGrade() != null && item.grade() < standard.leastGrade()) {
            broken.add(violation(
                    at + "/grade",
                    "standard-item-grade",
                    "at least " + standard.leastGrade() + " is expected",
                    standard.leastGrade().toString()));
        }
    }

    private static @Nullable String kebab(@Nullable Enum<?> value) {
        return value == null ? null : EventJson.kebab(value);
    }

    private void differs(List<Violation> broken, String at, @Nullable Object wanted, Object is) {
        if (wanted != null && !Objects.equals(wanted, is)) {
            broken.add(violation(at, "standard-item", wanted + " is expected", wanted.toString()));
        }
    }

    private Violation violation(String at, String rule, String says, @Nullable String argument) {
        String message = "Standard " + code + ", edition " + edition + ": " + says + ".";
        return argument == null
                ? Violation.at(at, rule, message, code, edition)
                : Violation.at(at, rule, message, code, edition, argument);
    }
}
