package org.publicdatamesh.catalog.element;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.catalog.element.ElementState.Command;

class ElementStateTest {
    private static final Map<String, ElementState> MOVES = Map.of(
            "PROPOSED EDIT", ElementState.PROPOSED,
            "PROPOSED AGREE", ElementState.AGREED,
            "PROPOSED UNIT_RETURN", ElementState.RETURNED,
            "AGREED REGISTER", ElementState.REGISTERED,
            "AGREED AUTHORITY_RETURN", ElementState.RETURNED,
            "RETURNED EDIT", ElementState.PROPOSED,
            "REGISTERED HAND_OVER", ElementState.REGISTERED,
            "REGISTERED END", ElementState.ENDED);

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
