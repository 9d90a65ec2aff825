package org.publicdatamesh.catalog.collection;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known;
import org.publicdatamesh.catalog.element.Likeness;
import org.publicdatamesh.catalog.element.Source;
import org.publicdatamesh.catalog.element.StatedStandards;
import org.publicdatamesh.catalog.element.Wording;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.problem.Violation;

/** What a plan to collect has to hold. */
final class PlanRules {
    private PlanRules() {}

    /**
     * Every rule of form that a plan breaks.
     *
     * @param unit the unit that plans
     * @param units ids of the units that are known
     */
    static List<Violation> broken(PlanContent plan, String unit, Set<String> units, Instant now) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < plan.legalBasis().size(); i++) {
            LegalBasis basis = plan.legalBasis().get(i);
            size(violations, "/legalBasis/" + i + "/title", basis.title(), 2, 300);
            size(violations, "/legalBasis/" + i + "/article", basis.article(), 1, 100);
        }
        Instant from = plan.validFrom() == null ? now : plan.validFrom();
        if (!plan.validUntil().isAfter(now) || !plan.validUntil().isAfter(from)) {
            violations.add(Violation.at("/validUntil", "not-in-the-future", "The term ends before it begins."));
        }
        Set<String> names = new HashSet<>();
        boolean joint = false;
        for (int i = 0; i < plan.items().size(); i++) {
            PlannedItem item = plan.items().get(i);
            String at = "/items/" + i;
            if (!names.add(item.wording().names().getFirst().key())) {
                violations.add(Violation.at(at + "/name", "repeated", "Another item has this name."));
            }
            if (item.standard() != null) {
                violations.addAll(StatedStandards.violations(at + "/standard", item.standard()));
            }
            Resolution resolution = item.resolution();
            if (resolution != null) {
                joint |= resolution.kind() == ResolutionKind.JOINT;
                if (resolution.kind() == ResolutionKind.SHARED && resolution.application() == null) {
                    violations.add(Violation.at(
                            at + "/resolution/application",
                            "missing",
                            "The application for the source's data is expected."));
                }
                if (resolution.kind() == ResolutionKind.DISTINCT && resolution.reasons() == null) {
                    violations.add(Violation.at(
                            at + "/resolution/reasons", "missing", "Reasons are expected why it is another datum."));
                }
            }
        }
        if (joint && plan.joint() == null) {
            violations.add(Violation.at("/joint", "missing", "The units that collect together are expected."));
        }
        if (plan.joint() != null) {
            violations.addAll(broken(plan.joint(), unit, units));
        }
        return violations;
    }

    private static void size(List<Violation> violations, String at, String text, int least, int most) {
        if (text.strip().length() < least || text.length() > most) {
            violations.add(
                    Violation.at(at, "wrong-length", least + " to " + most + " characters are expected.", least, most));
        }
    }

    /** Every rule that a joint collection breaks, at {@code /joint}. */
    static List<Violation> broken(JointCollection joint, String unit, Set<String> units) {
        List<Violation> violations = new ArrayList<>();
        Set<String> parties = new HashSet<>();
        for (int i = 0; i < joint.parties().size(); i++) {
            String party = joint.parties().get(i).unit();
            if (!parties.add(party)) {
                violations.add(Violation.at("/joint/parties/" + i + "/unit", "repeated", "The unit is there already."));
            } else if (!party.equals(unit) && !units.contains(party)) {
                violations.add(Violation.at("/joint/parties/" + i + "/unit", "unknown-unit", "There is no such unit."));
            }
        }
        if (!parties.contains(joint.lead())) {
            violations.add(Violation.at("/joint/lead", "not-a-party", "The unit that leads is one of the parties."));
        }
        if (!parties.contains(unit)) {
            violations.add(
                    Violation.at("/joint/parties", "planner-missing", "The unit that plans is one of the parties."));
        }
        return violations;
    }

    /**
     * What can be had by sharing is not collected again (Art. 14): every item that another unit is the source of, and that
     * nothing has become of.
     *
     * @param sources the sources of each item, in the items' order
     * @param applications the entries of those applications that the plan names and its unit made
     */
    static List<Violation> collectedElsewhere(
            PlanContent plan, List<List<Source>> sources, Map<UUID, UUID> applications) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < plan.items().size(); i++) {
            Violation violation = resolved("/items/" + i, plan, plan.items().get(i), sources.get(i), applications);
            if (violation != null) {
                violations.add(violation);
            }
        }
        return violations;
    }

    private static @Nullable Violation resolved(
            String at, PlanContent plan, PlannedItem item, List<Source> sources, Map<UUID, UUID> applications) {
        List<Source> blocking = sources.stream().filter(Source::blocks).toList();
        if (blocking.isEmpty()) {
            return null;
        }
        Resolution resolution = item.resolution();
        if (resolution == null) {
            Source source = blocking.getFirst();
            return Violation.at(
                    at,
                    "collected-elsewhere",
                    item.name() + " can be had of unit " + source.unit() + ", where it is " + where(source)
                            + ": drop it, apply for shared use, or collect it together (Art. 14).",
                    item.name(),
                    source.unit(),
                    where(source));
        }
        return switch (resolution.kind()) {
            case SHARED -> {
                UUID entry = resolution.application() == null ? null : applications.get(resolution.application());
                yield entry != null && blocking.stream().anyMatch(source -> entry.equals(source.entryId()))
                        ? null
                        : Violation.at(
                                at + "/resolution/application",
                                "application-unknown",
                                "The unit has made no such application for data of a source.");
            }
            case JOINT -> {
                Set<String> missing = authoritative(blocking).stream()
                        .map(Source::unit)
                        .collect(Collectors.toCollection(TreeSet::new));
                JointCollection joint = plan.joint();
                if (joint != null) {
                    missing.removeAll(joint.units());
                }
                String names = String.join(", ", missing);
                yield missing.isEmpty()
                        ? null
                        : Violation.at(
                                at + "/resolution",
                                "source-not-party",
                                "Units that are the source take no part in the joint collection: " + names + ".",
                                names);
            }
            case DISTINCT ->
                blocking.stream()
                        .filter(Source::certain)
                        .findFirst()
                        .map(source -> Violation.at(
                                at + "/resolution",
                                "not-distinct",
                                "It is the same datum as " + where(source) + " of unit " + source.unit() + ".",
                                where(source),
                                source.unit()))
                        .orElse(null);
        };
    }

    /** The elements, where there are any: what else carries the datum is a copy of theirs. */
    private static List<Source> authoritative(List<Source> blocking) {
        List<Source> elements = blocking.stream()
                .filter(source -> source.kind() == Known.Kind.ELEMENT)
                .toList();
        return elements.isEmpty() ? blocking : elements;
    }

    private static String where(Source source) {
        return switch (source.kind()) {
            case ELEMENT -> "/api/v1/elements/" + source.elementId();
            case ITEM -> "/api/v1/entries/" + source.entryId() + "#" + source.item();
            case PLAN, VERIFICATION -> "/api/v1/collection-plans/" + source.planId();
        };
    }

    /**
     * Nobody is made to prove who they are by biometrics, by a particular means, or again, unless a law or administrative
     * regulation provides for it (Art. 15). A choice of means is no choice where all are biometric.
     *
     * @param elsewhere verifications of the same persons by other plans, in the verifications' order
     */
    static List<Violation> verifiedAgain(List<PlannedVerification> planned, List<List<Source>> elsewhere) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < planned.size(); i++) {
            PlannedVerification one = planned.get(i);
            String at = "/verifications/" + i;
            VerificationBasis basis = one.basis();
            if (basis != null && basis.rank() == BasisRank.OTHER) {
                violations.add(Violation.at(
                        at + "/basis/rank",
                        "basis-too-low",
                        "Only a law or administrative regulation provides for it (Art. 15)."));
            } else if (basis == null) {
                withoutBasis(violations, at, one, planned.subList(0, i), elsewhere.get(i));
            }
        }
        return violations;
    }

    private static void withoutBasis(
            List<Violation> violations,
            String at,
            PlannedVerification one,
            List<PlannedVerification> before,
            List<Source> elsewhere) {
        boolean biometric = one.compulsory() && one.means().stream().anyMatch(Means::biometric);
        if (biometric) {
            violations.add(
                    Violation.at(
                            at + "/means",
                            "biometric-without-basis",
                            "Nobody is made to be verified by biometrics without a law or administrative regulation (Art. 15)."));
        }
        if (!one.compulsory()) {
            if (one.means().stream().allMatch(Means::biometric)) {
                violations.add(Violation.at(
                        at + "/means",
                        "no-other-means",
                        "Of the person's choice it is only where another means than biometrics is offered: offer one, or"
                                + " name the law or administrative regulation (Art. 15)."));
            }
            return;
        }
        if (Set.copyOf(one.means()).size() > 1) {
            violations.add(
                    Violation.at(
                            at + "/means",
                            "several-verifications",
                            "Nobody is made to be verified by several means without a law or administrative regulation (Art. 15)."));
        } else if (!biometric && one.means().getFirst() != Means.ID_DOCUMENT) {
            violations.add(Violation.at(
                    at + "/means",
                    "particular-verification",
                    "Nobody is made to be verified by a particular means without a law or administrative regulation"
                            + " (Art. 15)."));
        }
        boolean again = before.stream()
                .anyMatch(other -> other.compulsory()
                        && Likeness.of(wording(one), wording(other)).arises());
        if (one.times() > 1 || again) {
            violations.add(Violation.at(
                    at + (one.times() > 1 ? "/times" : "/verifies"),
                    "repeated-verification",
                    "Nobody is made to be verified again without a law or administrative regulation (Art. 15)."));
        }
        if (!elsewhere.isEmpty()) {
            Source source = elsewhere.getFirst();
            violations.add(Violation.at(
                    at + "/verifies",
                    "verified-elsewhere",
                    "Unit " + source.unit() + " verifies the same by " + where(source)
                            + "; nobody is made to be verified again without a law or administrative regulation (Art. 15).",
                    source.unit(),
                    where(source)));
        }
    }

    static Wording wording(PlannedVerification verification) {
        return Wording.of(verification.verifies(), List.of(), null, null);
    }
}
