package org.publicdatamesh.exchange.grant;

import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.FilterRules;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What a unit holds, or is to hold, and what a narrowing leaves of it. Pure, given the time.
 *
 * @param items data items, in order
 * @param rowFilter rows: all conditions hold
 * @param validUntil until when
 * @param rowsPerDay quota in rows a day; none where absent
 */
public record Holding(
        List<String> items,
        List<RowCondition> rowFilter,
        Instant validUntil,
        @Nullable Long rowsPerDay) {
    /** Conditions of a row filter, at most; as of an application. */
    static final int MAX_CONDITIONS = 20;

    /** What a grant holds. */
    static Holding of(Grant grant) {
        return new Holding(GrantView.items(grant), GrantView.filter(grant), grant.validUntil, grant.rowsPerDay);
    }

    /** As it was stored: JSON. */
    static Holding read(String json) {
        return GrantView.read(json, new TypeReference<>() {});
    }

    /** Every rule that a narrowing breaks: it may only take away, and takes something. */
    public List<Violation> broken(Narrowing narrowing, SharedResource resource, Instant now) {
        List<Violation> violations = new ArrayList<>();
        List<String> left = narrowing.items();
        boolean takes = left != null && items(violations, left);
        List<RowCondition> added = narrowing.added();
        if (!added.isEmpty()) {
            takes = true;
            addedConditionNeedsLegalBasis(violations, narrowing);
            violations.addAll(FilterRules.broken(added, resource));
            violations.addAll(FilterRules.hidden(added, Set.of(), List.of(), ShareType.CONDITIONAL, resource));
            if (!FilterRules.isTooLong(added)
                    && FilterRules.isTooLong(narrowedBy(narrowing).rowFilter())) {
                violations.add(Violation.at(
                        "/rowFilter",
                        "too-long",
                        "All values of a row filter have at most " + FilterRules.MAX_FILTER + " characters.",
                        FilterRules.MAX_FILTER));
            }
            if (rowFilter.size() + added.size() > MAX_CONDITIONS) {
                violations.add(Violation.at(
                        "/rowFilter",
                        "too-many-conditions",
                        "There are at most " + MAX_CONDITIONS + " conditions, with those that are there.",
                        MAX_CONDITIONS));
            }
        }
        Instant until = narrowing.validUntil();
        if (until != null) {
            takes = true;
            if (!until.isAfter(now)) {
                violations.add(Violation.at("/validUntil", "not-in-the-future", "The term ends before it begins."));
            } else if (!until.isBefore(validUntil)) {
                violations.add(Violation.at("/validUntil", "not-narrower", "The term only becomes shorter."));
            }
        }
        Long quota = narrowing.rowsPerDay();
        if (quota != null) {
            takes = true;
            if (rowsPerDay != null && quota >= rowsPerDay) {
                violations.add(Violation.at("/rowsPerDay", "not-narrower", "The quota only becomes smaller."));
            }
        }
        if (!takes && violations.isEmpty()) {
            violations.add(Violation.at("", "nothing-narrowed", "A narrowing takes items, rows, term or quota away."));
        }
        return violations;
    }

    /** Art. 3: nobody adds a condition of sharing of their own accord. */
    private static void addedConditionNeedsLegalBasis(List<Violation> violations, Narrowing narrowing) {
        if (narrowing.bases() == null) {
            violations.add(Violation.at(
                    "/basis",
                    "legal-basis-missing",
                    "A condition that comes to a share names a law, regulation or rule with its article (Art. 3)."));
        }
    }

    /** Whether items are taken away. */
    private boolean items(List<Violation> violations, List<String> left) {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < left.size(); i++) {
            if (!items.contains(left.get(i))) {
                violations.add(Violation.at("/items/" + i, "item-not-held", "It does not hold this item."));
            } else if (!seen.add(left.get(i))) {
                violations.add(Violation.at("/items/" + i, "repeated-item", "The item stands twice."));
            }
        }
        return seen.size() < items.size();
    }

    /** What is left. */
    public Holding narrowedBy(Narrowing narrowing) {
        List<String> left = narrowing.items();
        List<RowCondition> filter = new ArrayList<>(rowFilter);
        filter.addAll(narrowing.added());
        return new Holding(
                left == null ? items : items.stream().filter(left::contains).toList(),
                filter,
                narrowing.validUntil() == null ? validUntil : narrowing.validUntil(),
                narrowing.rowsPerDay() == null ? rowsPerDay : narrowing.rowsPerDay());
    }
}
