package org.publicdatamesh.exchange.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck.Severity;
import org.publicdatamesh.kit.grading.CombinationRule;
import org.publicdatamesh.kit.grading.ItemScope;
import org.publicdatamesh.kit.policy.PolicyEdition;
import org.publicdatamesh.test.Requirement;

@Requirement("A40.2")
class ComplianceTest {
    private static final Instant NOW = Instant.parse("2026-11-27T08:00:00Z");
    private static final PolicyEdition POLICY = new PolicyEdition(
            "x",
            OffsetDateTime.parse("2025-01-01T00:00:00+08:00"),
            3,
            5,
            3,
            5,
            10,
            5,
            10,
            20,
            1,
            30,
            3,
            730,
            false,
            List.of());
    private static final String LAW = "义务教育法第十二条,履行法定职责";

    private static Compliance.Asked asked(@Nullable String ground, Duration term, String... items) {
        return new Compliance.Asked(List.of(items), "划定义务教育学区", null, ground, NOW.plus(term));
    }

    private static Compliance.Asked asked(@Nullable String ground, String... items) {
        return asked(ground, Duration.ofDays(30), items);
    }

    private static SharedResource resource(
            ShareType share, @Nullable List<String> conditions, int gradeOfName, Identifies identifies, Mask mask) {
        SharedResource known = new Register(false, share).resource();
        return new SharedResource(
                known.id(),
                known.entryId(),
                1,
                known.unit(),
                false,
                true,
                false,
                false,
                true,
                null,
                share,
                conditions,
                known.items().stream()
                        .map(item -> item.name().equals("name")
                                ? new DataItem(
                                        item.name(),
                                        item.label(),
                                        item.type(),
                                        item.length(),
                                        false,
                                        true,
                                        item.check(),
                                        gradeOfName,
                                        identifies,
                                        mask,
                                        null,
                                        null)
                                : item)
                        .toList());
    }

    private static SharedResource plain() {
        return resource(ShareType.CONDITIONAL, List.of("履行法定职责"), 1, Identifies.NOBODY, Mask.NONE);
    }

    private static List<String> found(Compliance.Asked asked, SharedResource resource, Grants.Held... held) {
        return Compliance.check(asked, resource, List.of(held), List.of(), POLICY, NOW).findings().stream()
                .map(finding -> finding.at() + " " + finding.code() + " " + finding.severity())
                .toList();
    }

    private static Grants.Held held(String... items) {
        return new Grants.Held(UUID.randomUUID(), UUID.randomUUID(), List.of(items), List.of(), null);
    }

    @Test
    void whatMeetsEveryRulePasses() {
        assertThat(Compliance.check(asked(LAW, "code", "name"), plain(), List.of(), List.of(), POLICY, NOW))
                .isEqualTo(new ComplianceCheck(NOW, true, List.of()));
    }

    @Test
    void itemsOfAHighGradeOrOfPersonsNeedALegalGroundUnlessTheyAreMasked() {
        for (SharedResource sensitive : List.of(
                resource(ShareType.UNCONDITIONAL, List.of(), 3, Identifies.NOBODY, Mask.NONE),
                resource(ShareType.UNCONDITIONAL, List.of(), 1, Identifies.PERSON, Mask.NONE))) {
            assertThat(found(asked(" ", "code", "name"), sensitive))
                    .containsExactly("/items/1/name item-needs-legal-ground BLOCKING");
            assertThat(found(asked(LAW, "code", "name"), sensitive))
                    .containsExactly("/items/1/name sensitive-item FOR_DECISION");
            assertThat(found(asked(null, "code"), sensitive)).isEmpty();
        }
        assertThat(found(
                        asked(null, "name"),
                        resource(ShareType.UNCONDITIONAL, List.of(), 4, Identifies.PERSON, Mask.FULL)))
                .isEmpty();
        assertThat(found(
                        asked(null, "name"),
                        resource(ShareType.UNCONDITIONAL, List.of(), 2, Identifies.ORGANISATION, Mask.NONE)))
                .isEmpty();
    }

    @Test
    void aConditionOfWhichNothingIsSaidIsForWhoDecides() {
        assertThat(found(asked(null, "code"), plain()))
                .containsExactly(
                        "/legalGround no-legal-ground FOR_DECISION", "/purpose condition-not-addressed FOR_DECISION");
        assertThat(found(
                        asked(LAW, "code"),
                        resource(ShareType.CONDITIONAL, List.of("仅用于教育", "每年销毁一次"), 1, Identifies.NOBODY, Mask.NONE)))
                .containsExactly("/purpose condition-not-addressed FOR_DECISION");
        assertThat(found(asked(LAW, "code"), resource(ShareType.CONDITIONAL, null, 1, Identifies.NOBODY, Mask.NONE)))
                .containsExactly("/purpose conditions-unknown FOR_DECISION");
    }

    @Test
    void aTermIsWithinItsLimitsToTheSecond() {
        assertThat(found(asked(LAW, Duration.ZERO, "code"), plain())).containsExactly("/validUntil term-over BLOCKING");
        assertThat(found(asked(LAW, Duration.ofSeconds(1), "code"), plain())).isEmpty();
        assertThat(found(asked(LAW, Duration.ofDays(730), "code"), plain())).isEmpty();
        assertThat(found(asked(LAW, Duration.ofDays(730).plusSeconds(1), "code"), plain()))
                .containsExactly("/validUntil term-too-long BLOCKING");
    }

    @Test
    void whatTheUnitHoldsOfTheEntryIsPutBesideWhatItAsksFor() {
        Compliance.Asked asked = asked(LAW, "code", "town");
        assertThat(found(asked, plain(), held("code"))).isEmpty();
        assertThat(found(asked, plain(), held("code", "residents")))
                .containsExactly("/items held-together FOR_DECISION");
        assertThat(found(asked, plain(), held("code", "town", "residents")))
                .containsExactly("/items held-already FOR_DECISION");
        assertThat(found(
                        asked,
                        plain(),
                        held("residents"),
                        held("code", "residents"),
                        held("code", "town"),
                        held("name"),
                        held("town", "code")))
                .containsExactly(
                        "/items held-together FOR_DECISION",
                        "/items held-already FOR_DECISION",
                        "/items held-together FOR_DECISION");
        assertThat(found(asked(LAW), plain(), held("code"))).isEmpty();
        assertThat(Compliance.check(
                                asked,
                                plain(),
                                List.of(held(IntStream.rangeClosed(1, 12)
                                        .mapToObj(n -> "i" + n)
                                        .toArray(String[]::new))),
                                List.of(),
                                POLICY,
                                NOW)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.arguments().getLast())
                        .isEqualTo("i1, i2, i3, i4, i5, i6, i7, i8, i9, i10, … (+2)"));
        Grants.Held other = held("name", "residents");
        assertThat(Compliance.check(asked, plain(), List.of(other), List.of(), POLICY, NOW)
                        .findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.arguments())
                        .containsExactly(other.grantId().toString(), "name, residents"))
                .satisfies(finding -> assertThat(finding.severity()).isEqualTo(Severity.FOR_DECISION));
    }

    @Test
    @Requirement("A40.5")
    void whatIsOfAHighGradeOnlyTogetherNeedsALegalGround() {
        CombinationRule third = rule(3);
        for (String ground : List.of(LAW, " ")) {
            assertThat(Compliance.check(
                                    asked(ground, "code"),
                                    resource(ShareType.UNCONDITIONAL, List.of(), 1, Identifies.NOBODY, Mask.NONE),
                                    List.of(),
                                    List.of(third, rule(2)),
                                    POLICY,
                                    NOW)
                            .findings())
                    .extracting(ComplianceCheck.Finding::code, ComplianceCheck.Finding::severity)
                    .containsExactly(
                            tuple(
                                    "combination-raises-grade",
                                    ground.isBlank() ? Severity.BLOCKING : Severity.FOR_DECISION),
                            tuple("combination-raises-grade", Severity.FOR_DECISION));
        }
    }

    private static CombinationRule rule(int grade) {
        return new CombinationRule(
                "village-people",
                List.of(
                        new ItemScope("code", null, null, null, null),
                        new ItemScope(null, List.of("人口"), null, null, null)),
                grade,
                "小村人口可以识别到户",
                "附录G");
    }

    @Test
    void aDraftThatSaysNothingYetIsLookedAtAllTheSame() {
        assertThat(found(new Compliance.Asked(List.of("nobody"), null, null, null, null), plain()))
                .containsExactly(
                        "/legalGround no-legal-ground FOR_DECISION", "/purpose condition-not-addressed FOR_DECISION");
    }
}
