package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.CombinationRules;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Finding;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Severity;
import org.publicdatamesh.kit.grading.CombinationRule;
import org.publicdatamesh.kit.grading.Combinations;
import org.publicdatamesh.kit.policy.PolicyEdition;

/**
 * What is looked at before anyone decides on an application (Art. 40): its items against their grade, its purpose against the
 * entry's conditions, its term against the limits, and what it makes together with what the unit holds of the entry. The rules
 * are pure, given the time.
 */
final class Compliance {
    /** Items of a higher grade go out unmasked only where a duty or law is named. */
    private static final int OPEN_GRADE = 2;

    private static final int MOST_NAMES = 10;

    private Compliance() {}

    /**
     * What is looked at; what a draft does not say yet is absent.
     *
     * @param items items asked for
     * @param purpose what for
     * @param scenario where and how it is used
     * @param legalGround the duty or law that it serves
     * @param validUntil until when
     */
    record Asked(
            List<String> items,
            @Nullable String purpose,
            @Nullable String scenario,
            @Nullable String legalGround,
            @Nullable Instant validUntil) {}

    /** Looks at an application, with what the unit holds of the entry; a grant that it replaces is left out. */
    static Uni<ComplianceCheck> look(
            Mutiny.Session session,
            Asked asked,
            SharedResource resource,
            String consumer,
            @Nullable UUID replaced,
            PolicyEdition policy,
            Instant now) {
        return Grants.held(session, consumer, resource.entryId(), replaced, now)
                .chain(held -> raised(session, asked, resource, consumer, replaced, now)
                        .map(raised -> check(asked, resource, held, raised, policy, now)));
    }

    /** The rules by which the items are of a higher grade together, with what the unit holds of any entry. */
    private static Uni<List<CombinationRule>> raised(
            Mutiny.Session session,
            Asked asked,
            SharedResource resource,
            String consumer,
            @Nullable UUID replaced,
            Instant now) {
        return CombinationRules.inForce(session, now).chain(rules -> {
            if (rules.isEmpty()) {
                return Uni.createFrom().item(List.of());
            }
            List<DataItem> items = resource.items().stream()
                    .filter(item -> asked.items().contains(item.name()))
                    .toList();
            return Grants.heldItems(session, consumer, replaced, now)
                    .map(held -> Combinations.raised(rules, items, held));
        });
    }

    /** Everything that is found. */
    static ComplianceCheck check(
            Asked asked,
            SharedResource resource,
            List<Grants.Held> held,
            List<CombinationRule> raised,
            PolicyEdition policy,
            Instant now) {
        List<Finding> findings = new ArrayList<>();
        itemsAgainstGrade(findings, asked, resource);
        purposeAgainstConditions(findings, asked, resource);
        termAgainstLimits(findings, asked.validUntil(), policy, now);
        togetherWithWhatIsHeld(findings, asked.items(), held);
        raisedByCombination(findings, asked, raised);
        return new ComplianceCheck(
                now,
                findings.stream().noneMatch(finding -> finding.severity() == Severity.BLOCKING),
                List.copyOf(findings));
    }

    /** Who gets unmasked what identifies a person or is of grade 3 or 4 names the duty or law that it serves (Art. 25, 38). */
    private static void itemsAgainstGrade(List<Finding> findings, Asked asked, SharedResource resource) {
        for (int i = 0; i < asked.items().size(); i++) {
            DataItem item = resource.item(asked.items().get(i));
            if (item == null
                    || item.mask() != Mask.NONE
                    || item.grade() <= OPEN_GRADE && item.identifies() != Identifies.PERSON) {
                continue;
            }
            String at = "/items/" + i + "/name";
            if (isBlank(asked.legalGround())) {
                findings.add(new Finding(
                        at,
                        "item-needs-legal-ground",
                        "Item " + item.name() + ", of grade " + item.grade()
                                + ", goes out unmasked; the application names no duty or law that needs it.",
                        List.of(item.name(), String.valueOf(item.grade())),
                        Severity.BLOCKING));
            } else {
                findings.add(new Finding(
                        at,
                        "sensitive-item",
                        "Item " + item.name() + ", of grade " + item.grade() + ", goes out unmasked.",
                        List.of(item.name(), String.valueOf(item.grade())),
                        Severity.FOR_DECISION));
            }
        }
    }

    /**
     * Conditions are texts, and whether a purpose meets them is for people to say: what is found is a condition of which the
     * application does not have one word (Art. 23, 25).
     */
    private static void purposeAgainstConditions(List<Finding> findings, Asked asked, SharedResource resource) {
        if (resource.shareType() != ShareType.CONDITIONAL) {
            return;
        }
        if (isBlank(asked.legalGround())) {
            findings.add(new Finding(
                    "/legalGround",
                    "no-legal-ground",
                    "The application names no duty or law that it serves.",
                    List.of(),
                    Severity.FOR_DECISION));
        }
        List<String> conditions = resource.conditions();
        if (conditions == null) {
            findings.add(new Finding(
                    "/purpose",
                    "conditions-unknown",
                    "The catalogue has not told the conditions of the entry since they are compared with purposes.",
                    List.of(),
                    Severity.FOR_DECISION));
            return;
        }
        Set<String> said =
                Words.of(text(asked.purpose()) + "\n" + text(asked.scenario()) + "\n" + text(asked.legalGround()));
        for (String condition : conditions) {
            if (Words.common(condition, said).isEmpty()) {
                findings.add(new Finding(
                        "/purpose",
                        "condition-not-addressed",
                        "Nothing in the application speaks of the entry's condition: " + condition,
                        List.of(condition),
                        Severity.FOR_DECISION));
            }
        }
    }

    private static void termAgainstLimits(
            List<Finding> findings, @Nullable Instant validUntil, PolicyEdition policy, Instant now) {
        if (validUntil == null) {
            return;
        }
        if (!validUntil.isAfter(now)) {
            findings.add(new Finding("/validUntil", "term-over", "The term is over.", List.of(), Severity.BLOCKING));
        } else if (validUntil.isAfter(ApplicationRules.latest(policy, now))) {
            findings.add(new Finding(
                    "/validUntil",
                    "term-too-long",
                    "The longest term is " + policy.longestTermDays() + " days.",
                    List.of(String.valueOf(policy.longestTermDays())),
                    Severity.BLOCKING));
        }
    }

    /** Items of one entry are put together by its key, whatever grants they come under (Art. 40). The same is told once. */
    private static void togetherWithWhatIsHeld(List<Finding> findings, List<String> items, List<Grants.Held> held) {
        if (items.isEmpty()) {
            return;
        }
        Set<List<String>> told = new HashSet<>();
        for (Grants.Held grant : held) {
            String id = grant.grantId().toString();
            List<String> more =
                    grant.items().stream().filter(item -> !items.contains(item)).toList();
            if (grant.items().containsAll(items)) {
                if (told.add(List.of())) {
                    findings.add(new Finding(
                            "/items",
                            "held-already",
                            "The unit holds all of these items under grant " + id + ".",
                            List.of(id),
                            Severity.FOR_DECISION));
                }
            } else if (!more.isEmpty() && told.add(more)) {
                findings.add(new Finding(
                        "/items",
                        "held-together",
                        "With grant " + id + " the unit would hold these items together with " + first(more) + ".",
                        List.of(id, first(more)),
                        Severity.FOR_DECISION));
            }
        }
    }

    /** The first 10 names and how many more there are: an event has its limit. */
    private static String first(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() <= MOST_NAMES ? first : first + ", … (+" + (names.size() - MOST_NAMES) + ")";
    }

    /** What is of grade 3 or 4 only together needs a ground as what is so alone (Art. 40). */
    private static void raisedByCombination(List<Finding> findings, Asked asked, List<CombinationRule> raised) {
        for (CombinationRule rule : raised) {
            findings.add(new Finding(
                    "/items",
                    "combination-raises-grade",
                    "Together with each other and with what the unit holds, the items are of grade " + rule.leastGrade()
                            + " by rule " + rule.code() + ": " + rule.reason() + " (" + rule.source() + ").",
                    List.of(String.valueOf(rule.leastGrade()), rule.code(), rule.reason(), rule.source()),
                    rule.leastGrade() > OPEN_GRADE && isBlank(asked.legalGround())
                            ? Severity.BLOCKING
                            : Severity.FOR_DECISION));
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
