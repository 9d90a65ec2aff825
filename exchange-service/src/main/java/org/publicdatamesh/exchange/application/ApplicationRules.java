package org.publicdatamesh.exchange.application;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.FilterRules;
import org.publicdatamesh.exchange.grant.GrantStop;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Finding;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Severity;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of applications (Art. 25). Pure, given the time. */
final class ApplicationRules {
    private static final Refusal NOT_SHARED =
            Refusal.of(409, "entry-not-shared", "The entry is not shared; its legal basis is in the catalogue.");
    private static final Refusal ENTRY_RETIRED =
            Refusal.of(409, "entry-retired", "The entry was retired; its data are granted no longer.");
    private static final Refusal RESOURCE_ENDED = Refusal.of(
            409, "resource-ended", "The resource was replaced or withdrawn; its data are granted no longer.");
    private static final Refusal NOT_USABLE = Refusal.of(
            409,
            "resource-not-usable",
            "The resource has not passed its last self-check; its data are granted once it has (Art. 13).");
    private static final Refusal OWN_DATA =
            Refusal.of(409, "own-data", "A unit does not apply for data that it provides itself.");
    private static final Refusal NOT_COMPLIANT = Refusal.of(
            409,
            "not-compliant",
            "The check of the application does not let it pass; each finding is listed (Art. 40).");

    private static final String TAKEN_BEFORE = "taken-before";

    private ApplicationRules() {}

    /**
     * All that keeps a unit's application for a resource from being taken, whatever it says: first what stays, then what may be mended,
     * a self-check that did not pass (Art. 13) or an entry below the grading rules (Art. 38).
     */
    static List<RefusedException> refusals(SharedResource resource, String unit) {
        List<RefusedException> refusals = new ArrayList<>();
        if (resource.unit().equals(unit)) {
            refusals.add(new RefusedException(OWN_DATA));
        }
        refusals.addAll(unshared(resource));
        refusals.addAll(toMend(resource));
        return refusals;
    }

    /** Why nothing of a resource is shared any more. */
    static List<RefusedException> unshared(SharedResource resource) {
        List<RefusedException> refusals = new ArrayList<>();
        if (resource.retired()) {
            refusals.add(new RefusedException(ENTRY_RETIRED));
        }
        if (resource.ended()) {
            refusals.add(new RefusedException(RESOURCE_ENDED));
        }
        if (resource.shareType() == ShareType.NOT_SHARED) {
            refusals.add(new RefusedException(NOT_SHARED));
        }
        return refusals;
    }

    /** What is to be mended before a resource is granted. */
    static List<RefusedException> toMend(SharedResource resource) {
        List<RefusedException> refusals = new ArrayList<>();
        if (!resource.usable()) {
            refusals.add(new RefusedException(NOT_USABLE));
        }
        GradingBelow below = resource.below();
        if (below != null) {
            refusals.add(below(below));
        }
        return refusals;
    }

    /** Refuses with the first one. */
    static void requireNone(List<RefusedException> refusals) {
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
    }

    /**
     * Every rule that an application breaks, as far as it is written; what it does not say yet breaks none.
     *
     * @param renewed the rows of the grant that it renews; none where it renews none
     */
    static List<Violation> broken(
            DraftContent application,
            SharedResource resource,
            List<RowCondition> renewed,
            PolicyEdition policy,
            Instant now) {
        List<Violation> violations = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        List<String> names = application.names();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (resource.item(name) == null) {
                violations.add(
                        Violation.at("/items/" + i + "/name", "unknown-item", "The entry has no such data item."));
            } else if (!seen.add(name)) {
                violations.add(Violation.at("/items/" + i + "/name", "repeated-item", "The item stands twice."));
            }
        }
        Instant validUntil = application.validUntil();
        if (validUntil != null && !validUntil.isAfter(now)) {
            violations.add(Violation.at("/validUntil", "not-in-the-future", "The term ends before it begins."));
        } else if (validUntil != null && validUntil.isAfter(latest(policy, now))) {
            violations.add(Violation.at(
                    "/validUntil",
                    "term-too-long",
                    "The longest term is " + policy.longestTermDays() + " days.",
                    policy.longestTermDays()));
        }
        NewApplication.Commitments commitments = application.commitments();
        if (commitments != null) {
            commitment(violations, "notExceedScope", commitments.notExceedScope());
            commitment(violations, "noOtherUse", commitments.noOtherUse());
            commitment(violations, "noThirdParty", commitments.noThirdParty());
        }
        violations.addAll(FilterRules.broken(application.filter(), resource));
        violations.addAll(FilterRules.hidden(application.filter(), seen, renewed, resource.shareType(), resource));
        return violations;
    }

    /** The last time until which a term that begins at a time may go. */
    static Instant latest(PolicyEdition policy, Instant now) {
        return now.plus(Duration.ofDays(policy.longestTermDays()));
    }

    /**
     * Every rule that an application in the place of a grant breaks, as far as it is written, given the grant.
     *
     * @param heldGround the duty or law that was named for the grant
     */
    static List<Violation> broken(
            DraftContent application, Replacement replaces, GrantView held, @Nullable String heldGround) {
        List<Violation> violations = new ArrayList<>();
        String at = at(replaces);
        if (application.renews() != null && application.changes() != null) {
            violations.add(Violation.at(
                    "/changes", "renews-and-changes", "An application renews a grant or changes one, not both."));
        }
        if (!held.resourceId().equals(application.resourceId())) {
            violations.add(Violation.at(at, "another-resource", "The grant is for another resource."));
        }
        if (replaces.kind() == Replacement.Kind.RENEWAL) {
            violations.addAll(renewing(
                    new Renewed(
                            application.names(),
                            application.filter(),
                            application.rowsPerDay(),
                            application.purpose(),
                            application.legalGround(),
                            application.scenario(),
                            application.delivery()),
                    held,
                    heldGround));
        }
        return violations;
    }

    /** Where an application names the grant in whose place it asks for another one. */
    static String at(Replacement replaces) {
        return replaces.kind() == Replacement.Kind.RENEWAL ? "/renews" : "/changes";
    }

    /**
     * What a renewal asks for.
     *
     * @param items items
     * @param rowFilter rows
     * @param rowsPerDay rows a day; no limit where absent
     * @param purpose what for; not written yet where absent
     * @param legalGround the duty or law that it serves
     * @param scenario where and how it is used
     * @param delivery how the data are to arrive
     */
    record Renewed(
            List<String> items,
            List<RowCondition> rowFilter,
            @Nullable Long rowsPerDay,
            @Nullable String purpose,
            @Nullable String legalGround,
            @Nullable String scenario,
            @Nullable DeliveryWay delivery) {}

    /**
     * Every rule that a renewal breaks: it asks for the same or less, and for the same purpose on the same ground in the same way; all
     * else is a change.
     *
     * @param heldGround the duty or law that was named for the grant
     */
    static List<Violation> renewing(Renewed asked, GrantView held, @Nullable String heldGround) {
        List<Violation> violations = new ArrayList<>();
        for (int i = 0; i < asked.items().size(); i++) {
            if (!held.items().contains(asked.items().get(i))) {
                violations.add(Violation.at("/items/" + i + "/name", "item-not-held", "It does not hold this item."));
            }
        }
        if (!asked.rowFilter().containsAll(held.rowFilter())) {
            violations.add(asksMore("/rowFilter"));
        }
        Long quota = held.rowsPerDay();
        if (quota != null && (asked.rowsPerDay() == null || asked.rowsPerDay() > quota)) {
            violations.add(asksMore("/rowsPerDay"));
        }
        if (asked.purpose() != null && !asked.purpose().equals(held.purpose())) {
            violations.add(asksElse("/purpose"));
        }
        if (!Objects.equals(asked.legalGround(), heldGround)) {
            violations.add(asksElse("/legalGround"));
        }
        if (!Objects.equals(asked.scenario(), held.scenario())) {
            violations.add(asksElse("/scenario"));
        }
        if (asked.delivery() != held.delivery()) {
            violations.add(asksElse("/delivery"));
        }
        return violations;
    }

    private static Violation asksMore(String at) {
        return Violation.at(at, "renewal-asks-more", "A renewal asks for nothing that is not held; ask for a change.");
    }

    private static Violation asksElse(String at) {
        return Violation.at(
                at,
                "renewal-asks-else",
                "A renewal keeps the purpose, the duty or law, the scenario and the way of delivery of the grant; ask for a change.");
    }

    /** Whatever keeps the unit from a grant, as findings. */
    static List<Finding> stopped(List<GrantStop> stops) {
        return stops.stream()
                .map(stop -> new Finding(
                        "/resourceId", stop.refusal().code(), stop.refusal().message(), List.of(), Severity.BLOCKING))
                .toList();
    }

    /** That something was taken from the unit before; it does not get it back by itself. */
    static Finding takenBefore(UUID grant) {
        return new Finding(
                "/resourceId",
                TAKEN_BEFORE,
                "Grant " + grant
                        + " of the unit of the entry was narrowed, revoked, or suspended when it ended: the provider and"
                        + " the authority decide on the next one.",
                List.of(grant.toString()),
                Severity.FOR_DECISION);
    }

    /** Whether that was found. */
    static boolean isTakenBefore(ComplianceCheck check) {
        return check.findings().stream().anyMatch(finding -> finding.code().equals(TAKEN_BEFORE));
    }

    /** Broken rules as findings, for who is not refused but told. */
    static List<Finding> findings(List<Violation> violations) {
        return violations.stream()
                .map(violation -> new Finding(
                        violation.pointer() == null ? "" : violation.pointer(),
                        violation.code(),
                        violation.message(),
                        violation.arguments().stream().map(String::valueOf).toList(),
                        Severity.BLOCKING))
                .toList();
    }

    /** A refusal as findings at a place: what is refused, and each broken rule. */
    static List<Finding> findings(RefusedException refused, String at) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(
                at,
                refused.refusal().code(),
                refused.refusal().message(),
                refused.refusal().arguments().stream().map(String::valueOf).toList(),
                Severity.BLOCKING));
        findings.addAll(findings(refused.violations()));
        return findings;
    }

    /** A check with more findings; the same at the same place stands once. */
    static ComplianceCheck with(ComplianceCheck check, List<Finding> more) {
        List<Finding> findings = new ArrayList<>(check.findings());
        for (Finding finding : more) {
            if (findings.stream()
                    .noneMatch(known -> known.at().equals(finding.at())
                            && known.code().equals(finding.code())
                            && known.severity() == finding.severity())) {
                findings.add(finding);
            }
        }
        return new ComplianceCheck(
                check.checkedAt(),
                findings.stream().noneMatch(finding -> finding.severity() == Severity.BLOCKING),
                List.copyOf(findings));
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

    /**
     * Refuses what keeps the unit from a grant, by the name that it has.
     *
     * @throws RefusedException 409 {@code held-suspended} or {@code contained}
     */
    static void requireNotStopped(ComplianceCheck check) {
        for (GrantStop stop : GrantStop.values()) {
            if (check.blocking().stream()
                    .anyMatch(finding -> finding.code().equals(stop.refusal().code()))) {
                throw new RefusedException(stop.refusal());
            }
        }
    }

    /** Refuses to agree to what its check does not let pass, with each finding. What keeps the unit from any grant comes first. */
    static void requirePassed(ComplianceCheck check) {
        requireNotStopped(check);
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

    /** Every rule that the basis of a refusal breaks: there is one, and each names a document that was uploaded for it (Art. 26). */
    static List<Violation> basis(List<Decisions.GivenBasis> given, Set<UUID> uploaded) {
        List<Violation> violations = new ArrayList<>();
        if (given.isEmpty()) {
            violations.add(Violation.at("/basis", "missing", "A refusal rests on at least one legal basis (Art. 26)."));
        }
        for (int i = 0; i < given.size(); i++) {
            String at = "/basis/" + i + "/document";
            UUID document = given.get(i).document();
            if (document == null) {
                violations.add(Violation.at(
                        at, "document-missing", "The document of a basis is uploaded and named by its id (Art. 26)."));
            } else if (!uploaded.contains(document)) {
                violations.add(Violation.at(
                        at, "unknown-document", "The unit has uploaded no such document for this application."));
            }
        }
        return violations;
    }

    /** Reasons are there where a decision needs them. */
    static List<Violation> reasons(@Nullable String reasons) {
        return reasons == null || reasons.isBlank()
                ? List.of(Violation.at("/reasons", "missing", "This decision needs reasons."))
                : List.of();
    }
}
