package org.publicdatamesh.kit.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.test.Requirement;

@Requirement("A40.5")
class CombinationsTest {
    private static final CombinationRule RULE = new CombinationRule(
            "birth-and-place",
            List.of(
                    new ItemScope("born|birth_.*", null, null, null, null),
                    new ItemScope(null, List.of("住址", "行政村"), null, null, null)),
            3,
            "出生日期与住址可以识别到人",
            "GB/T 43697-2024 附录G");

    private static DataItem item(String name, String label, int grade) {
        return item(name, label, grade, Mask.NONE);
    }

    private static DataItem item(String name, String label, int grade, Mask mask) {
        return new DataItem(
                name,
                label,
                ItemType.TEXT,
                20,
                false,
                false,
                ItemCheck.NONE,
                grade,
                Identifies.NOBODY,
                mask,
                null,
                null);
    }

    private static final DataItem BORN = item("birth_date", "出生日期", 2);
    private static final DataItem VILLAGE = item("village", "行政村名称", 1);
    private static final DataItem HEIGHT = item("height", "身高", 1);

    private static List<CombinationRule> raised(List<DataItem> asked, List<DataItem> held) {
        return Combinations.raised(List.of(RULE), asked, held);
    }

    @Test
    void itemsThatComeTogetherRaiseTheGradeWhereverTheOtherIsHeld() {
        assertThat(raised(List.of(BORN, HEIGHT, VILLAGE), List.of())).containsExactly(RULE);
        assertThat(raised(List.of(BORN), List.of(HEIGHT, VILLAGE))).containsExactly(RULE);
        assertThat(raised(List.of(VILLAGE), List.of(BORN))).containsExactly(RULE);
    }

    @Test
    void whatIsMaskedOrHeldIsNotLookedAtAloneAndHidesNoRule() {
        assertThat(raised(List.of(item("born", "出生日期", 3, Mask.FULL), VILLAGE), List.of()))
                .containsExactly(RULE);
        assertThat(raised(List.of(VILLAGE), List.of(item("born", "出生日期", 3)))).containsExactly(RULE);
    }

    @Test
    void aPartThatLacksOrIsHeldAlreadyOrIsOfThatGradeAloneRaisesNothing() {
        assertThat(raised(List.of(BORN, HEIGHT), List.of(HEIGHT))).isEmpty();
        assertThat(raised(List.of(HEIGHT), List.of(BORN, VILLAGE))).isEmpty();
        assertThat(raised(List.of(item("born", "出生日期", 3)), List.of(VILLAGE))).isEmpty();
    }
}
