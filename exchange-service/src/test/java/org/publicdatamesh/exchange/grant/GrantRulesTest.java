package org.publicdatamesh.exchange.grant;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.test.Requirement;

class GrantRulesTest {
    private static final UUID ID = UUID.fromString("01920000-0000-7000-8000-000000000001");
    private static final RowCondition TOWN = new RowCondition("town", "eq", List.of("540102001"));
    private static final Map<String, Mask> MASKED = Map.of("name", Mask.FULL);

    private static GrantView held(@Nullable Long rowsPerDay) {
        return new GrantView(
                ID,
                ID,
                ID,
                ID,
                "civil-affairs",
                "education",
                List.of("code", "name"),
                List.of(TOWN),
                MASKED,
                "purpose",
                Instant.EPOCH,
                Instant.EPOCH,
                rowsPerDay,
                null,
                null,
                null,
                null,
                GrantState.ALIVE,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ShareApproved fresh(
            List<String> items, List<RowCondition> filter, Map<String, Mask> masks, @Nullable Long rowsPerDay) {
        return fresh(items, filter, masks, rowsPerDay, "purpose", null, null);
    }

    private static ShareApproved fresh(
            List<String> items,
            List<RowCondition> filter,
            Map<String, Mask> masks,
            @Nullable Long rowsPerDay,
            String purpose,
            @Nullable String scenario,
            @Nullable DeliveryWay delivery) {
        return new ShareApproved(
                ID,
                ID,
                ID,
                ID,
                "civil-affairs",
                "education",
                items,
                filter,
                masks,
                purpose,
                Instant.EPOCH,
                Instant.EPOCH,
                rowsPerDay,
                scenario,
                null,
                delivery,
                ID,
                new Actor("authority-reviewer.authority", "authority", "authority-reviewer"));
    }

    @Test
    @Requirement("A25.1")
    void aRenewalAsksForNothingThatIsNotHeld() {
        List<String> both = List.of("code", "name");
        List<RowCondition> rows = List.of(TOWN);
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, 10L), held(10L)))
                .isFalse();
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, 10L), held(null)))
                .isFalse();
        assertThat(GrantRules.asksMore(fresh(List.of("code"), rows, Map.of(), 9L), held(10L)))
                .isFalse();
        assertThat(GrantRules.asksMore(fresh(List.of("code", "town"), rows, Map.of(), 9L), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, List.of(), MASKED, 10L), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, 11L), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, null), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, rows, Map.of(), 10L), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, 10L, "another", null, null), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, 10L, "purpose", "scenario", null), held(10L)))
                .isTrue();
        assertThat(GrantRules.asksMore(fresh(both, rows, MASKED, 10L, "purpose", null, DeliveryWay.OFFLINE), held(10L)))
                .isTrue();
    }
}
