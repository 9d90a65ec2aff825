package org.publicdatamesh.exchange.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.FilterRules;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of applications (Art. 25). Pure, given the time. */
final class ApplicationRules {
    private static final Refusal NOT_COMPLIANT = Refusal.of(
            409,
            "not-compliant",
            "The check of the application does not let it pass; each finding is listed (Art. 40).");

    private ApplicationRules() {}

    /** Every rule that an application breaks. */
    static List<Violation> broken(
            NewApplication application, SharedResource resource, PolicyEdition policy, Instant now) {
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < application.items().size(); i++) {
            String name = application.items().get(i).name();
            if (resource.item(name) == null) {
                violations.add(
                        Violation.at("/items/" + i + "/name", "unknown-item", "The entry has no such data item."));
            } else if (!seen.add(name)) {
                violations.add(Violation.at("/items/" + i + "/name", "repeated-item", "The item stands twice."));
            }
        }
        if (!application.validUntil().isAfter(now)) {
            violations.add(Violation.at("/validUntil", "not-in-the-future", "The term ends before it begins."));
        } else if (application.validUntil().isAfter(latest(policy, now))) {
            violations.add(Violation.at(
                    "/validUntil",
                    "term-too-long",
                    "The longest term is " + policy.longestTermDays() + " days.",
                    policy.longestTermDays()));
        }
        NewApplication.Commitments commitments = application.commitments();
        commitment(violations, "notExceedScope", commitments.notExceedScope());
        commitment(violations, "noOtherUse", commitments.noOtherUse());
        commitment(violations, "noThirdParty", commitments.noThirdParty());
        violations.addAll(FilterRules.broken(application.filter(), resource));
        violations.addAll(FilterRules.hidden(application.filter(), seen, resource.shareType(), resource));
        return violations;
    }

    /** The last time until which a term that begins at a time may go. */
    static Instant latest(PolicyEdition policy, Instant now) {
        return now.plus(Duration.ofDays(policy.longestTermDays()));
    }

    /** Every rule that an application in the place of a grant breaks, given what the unit holds under it. */
    static List<Violation> broken(NewApplication application, Replacement replaces, Grants.Held held) {
        List<Violation> violations = new ArrayList<>();
        String at = replaces.kind() == Replacement.Kind.RENEWAL ? "/renews" : "/changes";
        if (application.renews() != null && application.changes() != null) {
            violations.add(Violation.at(
                    "/changes", "renews-and-changes", "An application renews a grant or changes one, not both."));
        }
        if (!held.resourceId().equals(application.resourceId())) {
            violations.add(Violation.at(at, "another-resource", "The grant is for another resource."));
        }
        if (replaces.kind() == Replacement.Kind.RENEWAL) {
            for (int i = 0; i < application.items().size(); i++) {
                if (!held.items().contains(application.items().get(i).name())) {
                    violations.add(
                            Violation.at("/items/" + i + "/name", "item-not-held", "It does not hold this item."));
                }
            }
            if (!application.filter().containsAll(held.rowFilter())) {
                violations.add(Violation.at(
                        "/rowFilter",
                        "renewal-asks-more",
                        "A renewal asks for nothing that is not held; ask for a change."));
            }
            Long quota = held.rowsPerDay();
            if (quota != null && (application.rowsPerDay() == null || application.rowsPerDay() > quota)) {
                violations.add(Violation.at(
                        "/rowsPerDay",
                        "renewal-asks-more",
                        "A renewal asks for nothing that is not held; ask for a change."));
            }
        }
        return violations;
    }

    private static void commitment(List<Violation> violations, String name, boolean made) {
        if (!made) {
            violations.add(
                    Violation.at("/commitments/" + name, "commitment-missing", "Every commitment is made (Art. 25)."));
        }
    }

    /** Items that were applied for and that the entry no longer has. */
    static List<Violation> gone(List<String> names, SharedResource resource) {
        List<Violation> violations = new ArrayList<>();
        for (String name : names) {
            if (resource.item(name) == null) {
                violations.add(Violation.at("/items/" + name, "unknown-item", "The entry no longer has this item."));
            }
        }
        return violations;
    }

    /** The masks under which items are shared: those that the entry sets. */
    static Map<String, Mask> masks(List<String> names, SharedResource resource) {
        Map<String, Mask> masks = new LinkedHashMap<>();
        for (String name : names) {
            DataItem item = resource.item(name);
            if (item != null && item.mask() != Mask.NONE) {
                masks.put(name, item.mask());
            }
        }
        return masks;
    }

    /** The refusal of an entry that does not keep the grading rules, with what they demand (Art. 38). */
    static RefusedException below(GradingBelow below) {
        List<Violation> demanded = new ArrayList<>();
        List<GradingBelow.Demand> demands = below.demands();
        if (demands != null) {
            for (GradingBelow.Demand demand : demands) {
                demanded.add(Violation.at(
                        "/entry" + demand.at(),
                        demand.code(),
                        demand.message(),
                        demand.arguments().toArray()));
            }
        }
        return new RefusedException(
                Refusal.of(
                        409,
                        "grading-below",
                        "The entry states grade " + below.grade() + " and is of grade " + below.leastGrade()
                                + " by edition " + below.edition()
                                + " of the grading rules; its data are granted once it keeps them (Art. 38).",
                        below.grade(),
                        below.leastGrade(),
                        below.edition()),
                demanded);
    }

    /** Refuses to agree to what its check does not let pass, with each finding. */
    static void requirePassed(ComplianceCheck check) {
        if (!check.passed()) {
            throw new RefusedException(
                    NOT_COMPLIANT,
                    check.blocking().stream()
                            .map(finding -> Violation.at(
                                    finding.at(),
                                    finding.code(),
                                    finding.message(),
                                    finding.arguments().toArray()))
                            .toList());
        }
    }

    /** Reasons are there where a decision needs them. */
    static List<Violation> reasons(@Nullable String reasons) {
        return reasons == null || reasons.isBlank()
                ? List.of(Violation.at("/reasons", "missing", "This decision needs reasons."))
                : List.of();
    }
}
