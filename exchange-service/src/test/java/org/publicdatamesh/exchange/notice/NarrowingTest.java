package org.publicdatamesh.exchange.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.exchange.Register;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.test.Requirement;

class NarrowingTest {
    private static final Map<String, String> BEFORE =
            Map.of("code", "540102001001", "name", "旧名村", "town", "540102001", "residents", "120");
    private static final Register REGISTER = new Register(false);
    private static final SharedResource RESOURCE = REGISTER.resource();

    private static Map<String, String> after(String item, String value) {
        Map<String, String> row = new java.util.HashMap<>(BEFORE);
        row.put(item, value);
        return row;
    }

    private static @Nullable Narrowing told(ShareApproved grant, String item, String value) {
        return Narrowing.of(
                grant, RESOURCE, BEFORE, after(item, value), List.of(new Change(item, BEFORE.get(item), value)));
    }

    @Test
    @Requirement("A27.3")
    void aHolderIsToldTheChangedItemsThatItHolds() {
        ShareApproved grant = REGISTER.grant("education", List.of("code", "name"), List.of(), Map.of());
        assertThat(told(grant, "name", "新名村"))
                .isEqualTo(new Narrowing(
                        Effect.CHANGED, Map.of("code", "540102001001"), List.of(new Change("name", "旧名村", "新名村"))));
        assertThat(told(grant, "residents", "121")).isNull();
    }

    @Test
    void maskedItemsStayMasked() {
        ShareApproved grant = REGISTER.grant(
                "education", List.of("code", "name"), List.of(), Map.of("name", Mask.KEEP_FIRST, "code", Mask.FULL));
        assertThat(told(grant, "name", "新名村"))
                .isEqualTo(new Narrowing(
                        Effect.CHANGED, Map.of("code", "************"), List.of(new Change("name", "旧**", "新**"))));
    }

    @Test
    void aRowThatTheFilterNeverShowedIsNotTold() {
        ShareApproved grant = REGISTER.grant(
                "education",
                List.of("code", "name"),
                List.of(new RowCondition("town", "eq", List.of("540102009"))),
                Map.of());
        assertThat(told(grant, "name", "新名村")).isNull();
    }

    @Test
    void aRowThatComesUnderTheFilterIsToldWhole() {
        ShareApproved grant = REGISTER.grant(
                "education",
                List.of("code", "name"),
                List.of(new RowCondition("residents", "gt", List.of("1000"))),
                Map.of());
        assertThat(told(grant, "residents", "1200"))
                .isEqualTo(new Narrowing(
                        Effect.ENTERED,
                        Map.of("code", "540102001001"),
                        List.of(new Change("code", null, "540102001001"), new Change("name", null, "旧名村"))));
    }

    @Test
    void aRowThatLeavesTheFilterIsToldByItsKeyOnly() {
        ShareApproved grant = REGISTER.grant(
                "education",
                List.of("code", "name"),
                List.of(new RowCondition("residents", "lte", List.of("120"))),
                Map.of());
        assertThat(told(grant, "residents", "900"))
                .isEqualTo(new Narrowing(Effect.LEFT, Map.of("code", "540102001001"), List.of()));
    }

    @Test
    void aNewRowIsToldWholeAndALeavingOneByItsKeyWhereTheFilterShowsIt() {
        RowCondition shown = new RowCondition("town", "eq", List.of("540102001"));
        RowCondition other = new RowCondition("town", "eq", List.of("540102009"));
        List<String> granted = List.of("code", "name");
        ShareApproved grant = REGISTER.grant("education", granted, List.of(shown), Map.of("name", Mask.KEEP_FIRST));
        assertThat(Narrowing.of(grant, RESOURCE, null, BEFORE, List.of()))
                .isEqualTo(new Narrowing(
                        Effect.ENTERED,
                        Map.of("code", "540102001001"),
                        List.of(new Change("code", null, "540102001001"), new Change("name", null, "旧**"))));
        assertThat(Narrowing.of(grant, RESOURCE, BEFORE, null, List.of()))
                .isEqualTo(new Narrowing(Effect.LEFT, Map.of("code", "540102001001"), List.of()));
        ShareApproved elsewhere = REGISTER.grant("education", granted, List.of(other), Map.of());
        assertThat(Narrowing.of(elsewhere, RESOURCE, null, BEFORE, List.of())).isNull();
        assertThat(Narrowing.of(elsewhere, RESOURCE, BEFORE, null, List.of())).isNull();
    }
}
