package org.publicdatamesh.catalog.joint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.problem.Violation;

class JointRulesTest {
    private static final DataItem A = item("a", "甲");
    private static final DataItem B = item("b", "乙");
    private static final DataItem C = item("c", "丙");

    private static DataItem item(String name, String label) {
        return new DataItem(
                name,
                label,
                ItemType.TEXT,
                10,
                true,
                true,
                ItemCheck.NONE,
                1,
                Identifies.NOBODY,
                Mask.NONE,
                null,
                null);
    }

    private static EntryContent content(EntryKind kind, List<DataItem> items, CoUnit... coUnits) {
        return new EntryContent(
                new Text("名录", null, null),
                "摘要",
                kind,
                "307001",
                1,
                null,
                null,
                null,
                null,
                UpdateCycle.YEARLY,
                items,
                Arrays.asList(coUnits));
    }

    private static List<String> named(List<Violation> violations) {
        return violations.stream()
                .map(each -> each.pointer() + " " + each.code())
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "BASE,false,false,/kind base-not-led-by-authority",
        "BASE,false,true,/kind base-not-led-by-authority",
        "BASE,true,false,",
        "BASE,true,true,",
        "THEME,false,false,/coUnits co-units-missing",
        "THEME,false,true,",
        "THEME,true,false,/coUnits co-units-missing",
        "THEME,true,true,",
        "SPECIAL,false,false,/coUnits co-units-missing",
        "SPECIAL,false,true,",
        "SPECIAL,true,false,/coUnits co-units-missing",
        "SPECIAL,true,true,",
        "DEPARTMENT,false,false,",
        "DEPARTMENT,true,false,",
    })
    void whoLeadsAndWhetherThereAreCoUnits(EntryKind kind, boolean ofAuthority, boolean joint, String broken) {
        CoUnit[] coUnits = joint ? new CoUnit[] {new CoUnit("health", List.of("a"))} : new CoUnit[0];
        assertThat(named(JointRules.broken(
                        "lead", ofAuthority, content(kind, List.of(A), coUnits), Set.of("lead", "health"))))
                .isEqualTo(broken == null ? List.of() : List.of(broken));
    }

    @Test
    void aCoUnitIsARegisteredUnitOtherThanTheLead() {
        assertThat(named(JointRules.broken(
                        "lead",
                        false,
                        content(
                                EntryKind.THEME,
                                List.of(A, B, C),
                                new CoUnit("health", List.of("a")),
                                new CoUnit("lead", List.of("b")),
                                new CoUnit("nobody", List.of("c"))),
                        Set.of("lead", "health"))))
                .containsExactly("/coUnits/1/unit co-unit-is-lead", "/coUnits/2/unit unknown-unit");
    }

    @ParameterizedTest
    @EnumSource(PartState.class)
    void anEntryWaitsForEachPartAsItStands(PartState state) {
        Part part = new Part("health", List.of(A));
        String now =
                switch (state) {
                    case CONFIRMED, RELEASED -> "";
                    case OBJECTED -> "/coUnits/0 part-objected";
                    case ASKED, ADJUSTED, DROPPED -> "/coUnits/0 part-unconfirmed";
                };
        assertThat(named(JointRules.missing(
                        List.of(part), Map.of("health", new JointRules.Said(state, part.digest(), "不符")))))
                .isEqualTo(now.isEmpty() ? List.of() : List.of(now));
        assertThat(named(JointRules.missing(
                        List.of(part), Map.of("health", new JointRules.Said(state, "another", null)))))
                .containsExactly("/coUnits/0 part-not-asked");
        assertThat(named(JointRules.missing(List.of(part), Map.of()))).containsExactly("/coUnits/0 part-not-asked");
    }

    private static String digest(EntryContent content) {
        return Part.of(content).getFirst().digest();
    }

    @Test
    void aDigestIsOfThePartAndOfNothingElse() {
        CoUnit health = new CoUnit("health", List.of("a", "b"));
        String digest = digest(content(EntryKind.THEME, List.of(A, B, C), health));
        assertThat(digest).matches("[0-9a-f]{64}");
        assertThat(Stream.of(
                        content(EntryKind.SPECIAL, List.of(A, B, C), health),
                        content(EntryKind.THEME, List.of(C, B, A), health),
                        content(EntryKind.THEME, List.of(A, B, C), new CoUnit("health", List.of("b", "a"))),
                        content(EntryKind.THEME, List.of(A, B, item("c", "改")), health),
                        content(EntryKind.THEME, List.of(A, B), health),
                        content(EntryKind.THEME, List.of(A, B, C), health, new CoUnit("education", List.of("c")))))
                .allSatisfy(same -> assertThat(digest(same)).isEqualTo(digest));
        assertThat(Stream.of(
                        content(EntryKind.THEME, List.of(item("a", "改"), B, C), health),
                        content(EntryKind.THEME, List.of(A, B, C), new CoUnit("health", List.of("a"))),
                        content(EntryKind.THEME, List.of(A, B, C), new CoUnit("health", List.of("a", "b", "c"))),
                        content(EntryKind.THEME, List.of(A, B, C), new CoUnit("education", List.of("a", "b")))))
                .noneSatisfy(other -> assertThat(digest(other)).isEqualTo(digest));
    }
}
