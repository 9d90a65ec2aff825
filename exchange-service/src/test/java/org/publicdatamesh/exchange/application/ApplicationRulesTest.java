package org.publicdatamesh.exchange.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.publicdatamesh.exchange.grant.GrantState;
import org.publicdatamesh.exchange.grant.GrantStop;
import org.publicdatamesh.exchange.grant.GrantView;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.test.Requirement;

class ApplicationRulesTest {
    private static final UUID ID = UUID.fromString("0192f0c1-7a3e-7000-8000-000000000001");
    private static final String PURPOSE = "划定义务教育学区";
    private static final String GROUND = "义务教育法第十二条";
    private static final String SCENARIO = "在学位规划系统中逐村比对";
    private static final RowCondition TOWN = new RowCondition("town", "eq", List.of("540102001"));
    private static final ComplianceCheck CLEAN = new ComplianceCheck(Instant.EPOCH, true, List.of());

    private static GrantView held() {
        return new GrantView(
                ID,
                ID,
                ID,
                ID,
                "civil-affairs",
                "education",
                List.of("code", "name"),
                List.of(TOWN),
                Map.of(),
                PURPOSE,
                Instant.EPOCH,
                Instant.EPOCH,
                10L,
                SCENARIO,
                null,
                DeliveryWay.ROWS,
                null,
                GrantState.ALIVE,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static List<String> broken(
            List<String> items,
            List<RowCondition> filter,
            @Nullable Long quota,
            @Nullable String purpose,
            @Nullable String ground,
            @Nullable String scenario,
            @Nullable DeliveryWay delivery) {
        return ApplicationRules.renewing(
                        new ApplicationRules.Renewed(items, filter, quota, purpose, ground, scenario, delivery),
                        held(),
                        GROUND)
                .stream()
                .map(violation -> violation.pointer() + " " + violation.code())
                .toList();
    }

    @Test
    @Requirement("A25.1")
    void aRenewalAsksForTheSameOrLessAtTheSamePurposeInTheSameWay() {
        List<String> both = List.of("code", "name");
        List<RowCondition> rows = List.of(TOWN);
        assertThat(broken(both, rows, 10L, PURPOSE, GROUND, SCENARIO, DeliveryWay.ROWS))
                .isEmpty();
        assertThat(broken(
                        List.of("code"),
                        List.of(TOWN, new RowCondition("code", "neq", List.of("540102001001"))),
                        9L,
                        PURPOSE,
                        GROUND,
                        SCENARIO,
                        DeliveryWay.ROWS))
                .isEmpty();
        assertThat(broken(List.of("code", "town"), List.of(), null, "商业推广与客户分析", "广告法", null, DeliveryWay.OFFLINE))
                .containsExactly(
                        "/items/1/name item-not-held",
                        "/rowFilter renewal-asks-more",
                        "/rowsPerDay renewal-asks-more",
                        "/purpose renewal-asks-else",
                        "/legalGround renewal-asks-else",
                        "/scenario renewal-asks-else",
                        "/delivery renewal-asks-else");
        // Any way of delivery is more than one way; what a draft does not say yet is not another purpose.
        assertThat(broken(both, rows, 10L, null, GROUND, SCENARIO, null))
                .containsExactly("/delivery renewal-asks-else");
        assertThat(broken(both, rows, 10L, PURPOSE, null, SCENARIO, DeliveryWay.ROWS))
                .containsExactly("/legalGround renewal-asks-else");
    }

    @ParameterizedTest
    @EnumSource
    @Requirement({"A25.1", "A42.1"})
    void whatStopsAGrantIsRefusedByItsOwnName(GrantStop stop) {
        ComplianceCheck stopped = ApplicationRules.with(CLEAN, ApplicationRules.stopped(List.of(stop)));
        assertThat(stopped.passed()).isFalse();
        for (Runnable rule : List.<Runnable>of(
                () -> ApplicationRules.requirePassed(stopped), () -> ApplicationRules.requireNotStopped(stopped))) {
            assertThatThrownBy(rule::run).isInstanceOfSatisfying(RefusedException.class, refused -> assertThat(
                            refused.refusal().code())
                    .isEqualTo(stop.refusal().code()));
        }
        ApplicationRules.requirePassed(ApplicationRules.with(CLEAN, List.of()));
    }

    @Test
    @Requirement("A25.1")
    void whatWasTakenBeforeIsForTheDecisionAndFoundOnce() {
        ComplianceCheck taken = ApplicationRules.with(
                ApplicationRules.with(CLEAN, List.of(ApplicationRules.takenBefore(ID))),
                List.of(ApplicationRules.takenBefore(ID)));
        assertThat(taken.passed()).isTrue();
        assertThat(taken.findings()).hasSize(1);
        assertThat(ApplicationRules.isTakenBefore(taken)).isTrue();
        assertThat(ApplicationRules.isTakenBefore(CLEAN)).isFalse();
        ApplicationRules.requirePassed(taken);
    }

    @Test
    @Requirement("A25.1")
    void brokenRulesAndRefusalsAreFindingsThatBlock() {
        Violation missing = Violation.at("/purpose", "missing", "This is missing.");
        ComplianceCheck check = ApplicationRules.with(
                CLEAN, ApplicationRules.findings(RefusedException.invalid(List.of(missing)), "/resourceId"));
        assertThat(check.passed()).isFalse();
        assertThat(check.blocking())
                .extracting(finding -> finding.at() + " " + finding.code())
                .containsExactly("/resourceId invalid-request", "/purpose missing");
    }
}
