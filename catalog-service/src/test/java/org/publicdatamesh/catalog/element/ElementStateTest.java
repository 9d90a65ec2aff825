package org.publicdatamesh.catalog.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.catalog.element.ElementState.Command;

class ElementStateTest {
    private static final Map<String, ElementState> MOVES = Map.ofEntries(
            Map.entry("PROPOSED EDIT", ElementState.PROPOSED),
            Map.entry("PROPOSED AGREE", ElementState.AGREED),
            Map.entry("PROPOSED UNIT_RETURN", ElementState.RETURNED),
            Map.entry("AGREED REGISTER", ElementState.REGISTERED),
            Map.entry("AGREED AUTHORITY_RETURN", ElementState.RETURNED),
            Map.entry("RETURNED EDIT", ElementState.PROPOSED),
            Map.entry("REGISTERED HAND_OVER", ElementState.REGISTERED),
            Map.entry("REGISTERED END", ElementState.ENDED),
            Map.entry("PROPOSED WITHDRAW", ElementState.WITHDRAWN),
            Map.entry("RETURNED WITHDRAW", ElementState.WITHDRAWN));

    static Stream<ElementState> states() {
        return Stream.of(ElementState.values());
    }

    @ParameterizedTest
    @MethodSource("states")
    void movesAreThoseOfTheTable(ElementState from) {
        for (Command command : Command.values()) {
            assertThat(from.after(command).orElse(null))
                    .as(from + " " + command)
                    .isEqualTo(MOVES.get(from + " " + command));
        }
    }
}
