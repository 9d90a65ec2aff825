package org.publicdatamesh.portal.openlist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.kit.event.catalog.OpenType.CONDITIONAL;
import static org.publicdatamesh.kit.event.catalog.OpenType.NOT_OPEN;
import static org.publicdatamesh.kit.event.catalog.OpenType.UNCONDITIONAL;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.kit.event.catalog.OpenType;

class OpennessTest {
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    static List<List<OpenType>> moves() {
        return List.of(OpenType.values()).stream()
                .flatMap(from -> List.of(OpenType.values()).stream().map(to -> List.of(from, to)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("moves")
    void onlyAMoveToLessCloses(List<OpenType> move) {
        List<List<OpenType>> closing = List.of(
                List.of(UNCONDITIONAL, CONDITIONAL), List.of(UNCONDITIONAL, NOT_OPEN), List.of(CONDITIONAL, NOT_OPEN));
        Openness before = Openness.NONE.published(1, move.getFirst(), NOW);
        Openness after = before.published(2, move.getLast(), NOW);
        assertThat(before.closesWith(move.getLast())).isEqualTo(closing.contains(move));
        assertThat(after.withdrawnAt()).isEqualTo(closing.contains(move) ? NOW : null);
        assertThat(after.listed()).isEqualTo(move.getLast() != NOT_OPEN);
    }

    @Test
    void anUnbrokenOpeningCountsFromItsFirstVersionAndABreakBeginsANewOne() {
        Openness open = Openness.NONE.published(1, UNCONDITIONAL, NOW).published(2, UNCONDITIONAL, NOW);
        assertThat(open.openSince()).isEqualTo(1);
        Openness again = open.published(3, CONDITIONAL, NOW).published(4, UNCONDITIONAL, NOW);
        assertThat(again).isEqualTo(new Openness(UNCONDITIONAL, 4, null));
    }
}
