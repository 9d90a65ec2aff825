package org.publicdatamesh.kit.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Requirement;

class PolicyEditionsTest {
    private static PolicyEdition edition(String id, String from, int days) {
        return new PolicyEdition(
                id, OffsetDateTime.parse(from), days, 5, 3, 5, 10, 5, 10, 20, 1, 30, 3, 730, false, List.of());
    }

    @Test
    @Requirement("A48.1")
    void aMatterKeepsTheEditionItBeganUnder() {
        PolicyEditions editions = new PolicyEditions(
                List.of(edition("b", "2027-01-01T00:00:00+08:00", 2), edition("a", "2025-01-01T00:00:00+08:00", 3)));
        OffsetDateTime before = OffsetDateTime.parse("2026-12-31T23:59:59+08:00");
        assertThat(editions.inForceAt(before.toInstant()).id()).isEqualTo("a");
        assertThat(editions.inForceAt(before.plusSeconds(1).toInstant()).id()).isEqualTo("b");
        assertThat(editions.byId("a").providerDecisionDays()).isEqualTo(3);
    }

    @Test
    void thePackedEditionHoldsTheLimitsOfTheMeasures() {
        PolicyEdition packed = new PolicyEditions(Optional.empty())
                .inForceAt(OffsetDateTime.parse("2026-06-01T00:00:00+08:00").toInstant());
        assertThat(packed.providerDecisionDays()).isEqualTo(3);
        assertThat(packed.correctionAnswerDays()).isEqualTo(5);
        assertThat(packed.catalogueUpdateDays()).isEqualTo(20);
        assertThat(packed.logRetentionYears()).isEqualTo(3);
    }

    @Test
    void namesEveryErrorOfBadEditions() {
        assertThatThrownBy(() -> new PolicyEditions(List.of(new PolicyEdition(
                        "x",
                        OffsetDateTime.parse("2025-01-01T00:00:00+08:00"),
                        0,
                        5,
                        3,
                        5,
                        10,
                        5,
                        10,
                        20,
                        1,
                        30,
                        1,
                        730,
                        false,
                        List.of(new PauseCause("a b", 0), new PauseCause("c", 1), new PauseCause("c", 1))))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("providerDecisionDays is 0")
                .hasMessageContaining("logRetentionYears is 1")
                .hasMessageContaining("\"a b\" is no code")
                .hasMessageContaining("longestDays of a b is 0, not 1 to 1000")
                .hasMessageContaining("c is there twice");
    }
}
