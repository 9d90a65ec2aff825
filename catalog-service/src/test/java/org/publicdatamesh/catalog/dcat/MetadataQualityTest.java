package org.publicdatamesh.catalog.dcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.catalog.dcat.MetadataQuality.Dimension;
import org.publicdatamesh.catalog.dcat.MetadataQuality.Facts;
import org.publicdatamesh.catalog.dcat.MetadataQuality.Mend;
import org.publicdatamesh.catalog.dcat.MetadataQuality.Score;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.test.Requirement;

class MetadataQualityTest {
    private static final Instant NOW = Instant.parse("2026-03-31T08:00:00Z");

    /** What an entry lacks; each costs points of one dimension. */
    private enum Flaw {
        FEW_LABELS("few-keywords", Dimension.FINDABILITY),
        SHORT_CLASSIFICATION("classification-short", Dimension.FINDABILITY),
        NO_LICENCE("no-licence", Dimension.REUSABILITY),
        SHORT_SUMMARY("summary-short", Dimension.CONTEXTUALITY),
        NO_TIBETAN("not-in-tibetan", Dimension.CONTEXTUALITY),
        NO_MEANING("items-without-meaning", Dimension.CONTEXTUALITY),
        NO_STANDARD("items-without-standard", Dimension.INTEROPERABILITY),
        STALE("not-renewed", Dimension.MEASURES),
        NO_BASIS("legal-basis-missing", Dimension.MEASURES);

        private final String code;
        private final Dimension dimension;

        Flaw(String code, Dimension dimension) {
            this.code = code;
            this.dimension = dimension;
        }
    }

    private static Facts facts(List<Flaw> flaws) {
        List<DataItem> items = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            items.add(new DataItem(
                    "item_" + i,
                    flaws.contains(Flaw.FEW_LABELS) ? "名称" + i % 2 : "名称" + i,
                    ItemType.TEXT,
                    10,
                    i == 0,
                    true,
                    ItemCheck.NONE,
                    1,
                    Identifies.NOBODY,
                    Mask.NONE,
                    flaws.contains(Flaw.NO_MEANING) && i > 0 ? " " : "含义",
                    flaws.contains(Flaw.NO_STANDARD) && i > 0 ? null : "GB/T 10114"));
        }
        return new Facts(
                content(flaws, items, OpenType.UNCONDITIONAL, UpdateCycle.MONTHLY),
                true,
                !flaws.contains(Flaw.NO_LICENCE),
                List.of(ResourceKind.TABLE),
                NOW.minus(Duration.ofDays(400)),
                NOW.minus(Duration.ofDays(flaws.contains(Flaw.STALE) ? 40 : 3)));
    }

    private static EntryContent content(List<Flaw> flaws, List<DataItem> items, OpenType open, UpdateCycle cycle) {
        return new EntryContent(
                new Text("行政村名录", flaws.contains(Flaw.NO_TIBETAN) ? "" : "གྲོང་ཚོའི་མིང་ཐོ།", null),
                flaws.contains(Flaw.SHORT_SUMMARY) ? "行政村名录" : "全区行政村和社区的统计用区划代码、名称和所属乡镇",
                EntryKind.BASE,
                flaws.contains(Flaw.SHORT_CLASSIFICATION) ? "106" : "106011",
                1,
                ShareType.CONDITIONAL,
                List.of("用于履行法定职责"),
                flaws.contains(Flaw.NO_BASIS) ? List.of() : List.of(new LegalBasis("行政区划管理条例", "第十四条")),
                open,
                cycle,
                items,
                null);
    }

    static Stream<Arguments> everySetOfFlaws() {
        return IntStream.range(0, 1 << Flaw.values().length)
                .mapToObj(bits -> Arguments.of(Arrays.stream(Flaw.values())
                        .filter(flaw -> (bits >> flaw.ordinal() & 1) == 1)
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("everySetOfFlaws")
    @Requirement({"A9.2", "A17.1", "A23.2"})
    void eachFlawIsNamedAndCostsPointsOfItsDimensionAndNoOther(List<Flaw> flaws) {
        MetadataQuality quality = MetadataQuality.of(facts(flaws), NOW);
        assertThat(quality.mend().stream().map(Mend::code))
                .containsExactlyInAnyOrderElementsOf(
                        flaws.stream().map(flaw -> flaw.code).toList());
        for (Score score : quality.dimensions()) {
            int lost = quality.mend().stream()
                    .filter(mend -> mend.dimension() == score.dimension())
                    .mapToInt(Mend::points)
                    .sum();
            assertThat(score.points()).isEqualTo(score.most() - lost);
            assertThat(lost == 0).isEqualTo(flaws.stream().noneMatch(flaw -> flaw.dimension == score.dimension()));
        }
        assertThat(quality.mend().stream().map(Mend::points)).isSortedAccordingTo((a, b) -> b - a);
        assertThat(quality.score() == 100).isEqualTo(flaws.isEmpty());
    }

    @Test
    void whatCannotBeDemandedIsNotCounted() {
        List<DataItem> items = facts(List.of()).content().items();
        EntryContent closed = content(List.of(), items, OpenType.NOT_OPEN, UpdateCycle.ON_DEMAND);
        MetadataQuality quality =
                MetadataQuality.of(new Facts(closed, true, false, List.of(ResourceKind.SERVICE), NOW, null), NOW);
        assertThat(quality.mend()).isEmpty();
        assertThat(quality.score()).isEqualTo(100);
        assertThat(quality.dimensions())
                .containsExactly(
                        new Score(Dimension.FINDABILITY, 80, 80),
                        new Score(Dimension.ACCESSIBILITY, 50, 50),
                        new Score(Dimension.INTEROPERABILITY, 70, 70),
                        new Score(Dimension.REUSABILITY, 30, 30),
                        new Score(Dimension.CONTEXTUALITY, 40, 40),
                        new Score(Dimension.MEASURES, 50, 50));
    }

    @Test
    @Requirement("A11.2")
    void anEntryOfAUnitThatIsNotRegisteredAndWithoutResourcesLacksThatToo() {
        Facts good = facts(List.of());
        MetadataQuality quality = MetadataQuality.of(new Facts(good.content(), false, true, List.of(), NOW, null), NOW);
        assertThat(quality.mend().stream().map(Mend::code))
                .containsExactly(
                        "no-resource",
                        "nothing-to-download",
                        "not-machine-readable",
                        "publisher-unknown",
                        "place-unknown");
    }

    @Test
    void itemsCountByTheirShareAndAreNamed() {
        MetadataQuality quality = MetadataQuality.of(facts(List.of(Flaw.NO_STANDARD)), NOW);
        assertThat(quality.mend())
                .singleElement()
                .satisfies(mend -> assertThat(mend.items()).containsExactly("item_1", "item_2", "item_3"))
                .satisfies(mend -> assertThat(mend.points()).isEqualTo(23));
    }

    static Stream<Arguments> cycles() {
        return Stream.of(
                Arguments.of(UpdateCycle.REAL_TIME, Instant.parse("2026-03-30T08:00:00Z")),
                Arguments.of(UpdateCycle.DAILY, Instant.parse("2026-03-30T08:00:00Z")),
                Arguments.of(UpdateCycle.WEEKLY, Instant.parse("2026-03-24T08:00:00Z")),
                // A month after the last of February is the 28th of March.
                Arguments.of(UpdateCycle.MONTHLY, Instant.parse("2026-03-01T00:00:00Z")),
                Arguments.of(UpdateCycle.QUARTERLY, Instant.parse("2025-12-31T08:00:00Z")),
                Arguments.of(UpdateCycle.YEARLY, Instant.parse("2025-03-31T08:00:00Z")));
    }

    @ParameterizedTest
    @MethodSource("cycles")
    @Requirement("A17.1")
    void rowsAreStaleOnceTheDeclaredCycleIsOver(UpdateCycle cycle, Instant oldest) {
        EntryContent content = content(List.of(), facts(List.of()).content().items(), OpenType.NOT_OPEN, cycle);
        List<ResourceKind> table = List.of(ResourceKind.TABLE);
        assertThat(MetadataQuality.of(new Facts(content, true, true, table, NOW, oldest), NOW)
                        .mend())
                .isEmpty();
        Instant older = oldest.minusMillis(1);
        assertThat(MetadataQuality.of(new Facts(content, true, true, table, NOW, older), NOW).mend().stream()
                        .map(Mend::code))
                .containsExactly("not-renewed");
        assertThat(MetadataQuality.of(new Facts(content, true, true, table, older, null), NOW).mend().stream()
                        .map(Mend::code))
                .containsExactly("not-renewed");
        assertThat(MetadataQuality.of(new Facts(content, true, true, table, oldest, null), NOW)
                        .mend())
                .as("within the first cycle after the publication")
                .isEmpty();
    }
}
