package org.publicdatamesh.security.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;

/** What stands above what. */
class UnitTreeTest {
    private static final Map<String, Optional<String>> REGISTERED =
            Map.of("region", Optional.empty(), "bureau", Optional.of("region"));

    private static UnitRecord unit(String id, @Nullable String parent) {
        return new UnitRecord(
                id,
                new Text(id, null, null),
                UnitKind.DEPARTMENT,
                Level.REGION,
                "540000",
                parent,
                "11540000MB0X00000X",
                null,
                List.of());
    }

    /** Units as {@code a>b c}: a below b, c at the top. */
    private static List<UnitRecord> units(String declared) {
        return List.of(declared.split(" ")).stream()
                .map(one -> one.split(">"))
                .map(words -> unit(words[0], words.length == 1 ? null : words[1]))
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "c>b b>a a, a b c",
        "b>a a d>c c, a c b d",
        "office>bureau, office",
        "region>new new, new region",
        "d>c c>b b>a a, a b c d"
    })
    void theOneAboveComesBeforeThoseBelowIt(String declared, String expected) {
        assertThat(UnitTree.parentsFirst(units(declared), REGISTERED))
                .extracting(UnitRecord::id)
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "a>a, a < a: units are above one another in a circle",
        "b>a a>b, a < b < a: units are above one another in a circle",
        "c>b b>a a>c x>b, a < c < b < a: units are above one another in a circle",
        "region>bureau, bureau < region < bureau: units are above one another in a circle",
        "region>a a>bureau, a < bureau < region < a: units are above one another in a circle",
        "a>nobody, a/parent: there is no unit nobody",
        "a b a, a: declared twice",
        "a>a b>nobody, a < a: units are above one another in a circle; b/parent: there is no unit nobody"
    })
    void whatIsNoTreeIsRefusedAndNamed(String declared, String expected) {
        assertThatThrownBy(() -> UnitTree.parentsFirst(units(declared), REGISTERED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(expected);
    }

    @Test
    void aDeepTreeIsOrderedAndAGreatCircleIsFound() {
        List<UnitRecord> deep = new ArrayList<>(IntStream.range(1, 1_000)
                .mapToObj(i -> unit("u" + i, "u" + (i - 1)))
                .toList()
                .reversed());
        assertThatThrownBy(() -> UnitTree.parentsFirst(deep, Map.of())).hasMessage("u1/parent: there is no unit u0");
        deep.add(unit("u0", null));
        assertThat(UnitTree.parentsFirst(deep, Map.of()).getLast().id()).isEqualTo("u999");
        deep.set(deep.size() - 1, unit("u0", "u999"));
        assertThatThrownBy(() -> UnitTree.parentsFirst(deep, Map.of())).hasMessageStartingWith("u0 < u999 < ");
    }
}
