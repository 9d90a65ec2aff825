package org.publicdatamesh.catalog.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;

class CoUnitsTest {
    private static DataItem item(String name) {
        return new DataItem(
                name, name, ItemType.TEXT, 10, true, true, ItemCheck.NONE, 1, Identifies.NOBODY, Mask.NONE, null, null);
    }

    private static CoUnit unit(String unit, String... items) {
        return new CoUnit(unit, List.of(items));
    }

    private static List<String> broken(EntryKind kind, List<CoUnit> coUnits) {
        return CoUnits.broken(
                        kind,
                        coUnits,
                        Stream.of("a", "b", "c").map(CoUnitsTest::item).toList())
                .stream()
                .map(each -> each.pointer() + " " + each.code())
                .toList();
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of(List.of(), List.of()),
                Arguments.of(List.of(unit("health", "a")), List.of()),
                Arguments.of(List.of(unit("health", "a", "b"), unit("education", "c")), List.of()),
                Arguments.of(List.of(unit("health")), List.of("/coUnits/0/items part-empty")),
                Arguments.of(List.of(unit("health", "a", "d")), List.of("/coUnits/0/items/1 unknown-item")),
                Arguments.of(List.of(unit("health", "a", "a")), List.of("/coUnits/0/items/1 item-given-twice")),
                Arguments.of(
                        List.of(unit("health", "a"), unit("education", "b", "a")),
                        List.of("/coUnits/1/items/1 item-given-twice")),
                Arguments.of(
                        List.of(unit("health", "a"), unit("health", "b")), List.of("/coUnits/1/unit repeated-co-unit")),
                Arguments.of(
                        List.of(unit("卫健委", "a"), unit("", "x")),
                        List.of(
                                "/coUnits/0/unit wrong-format",
                                "/coUnits/1/unit wrong-format",
                                "/coUnits/1/items/0 unknown-item")));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void eachItemHasOneUnitAtMost(List<CoUnit> coUnits, List<String> broken) {
        assertThat(broken(EntryKind.THEME, coUnits)).isEqualTo(broken);
    }

    @ParameterizedTest
    @EnumSource(EntryKind.class)
    void onlyADepartmentsOwnEntryHasNone(EntryKind kind) {
        assertThat(broken(kind, List.of(unit("health", "a"))))
                .isEqualTo(kind == EntryKind.DEPARTMENT ? List.of("/coUnits co-units-not-allowed") : List.of());
    }

    @Test
    void thereAreFiftyAtMost() {
        List<CoUnit> many = IntStream.range(0, 51)
                .mapToObj(i -> new CoUnit("unit-" + i, List.of("i" + i)))
                .toList();
        List<DataItem> items =
                IntStream.range(0, 51).mapToObj(i -> item("i" + i)).toList();
        assertThat(CoUnits.broken(EntryKind.SPECIAL, many.subList(0, 50), items))
                .isEmpty();
        assertThat(CoUnits.broken(EntryKind.SPECIAL, many, items).stream().map(each -> each.code()))
                .containsExactly("too-many-co-units");
    }
}
