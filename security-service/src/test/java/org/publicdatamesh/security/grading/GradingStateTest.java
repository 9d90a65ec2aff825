package org.publicdatamesh.security.grading;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.security.grading.GradingState.Command;

class GradingStateTest {
    /** Every move that is allowed; all others are not. */
    private static final Map<String, GradingState> ALLOWED = Map.of(
            "DRAFT EDIT", GradingState.DRAFT,
            "DRAFT TRY", GradingState.TRIED,
            "TRIED EDIT", GradingState.DRAFT,
            "TRIED TRY", GradingState.TRIED,
            "TRIED ISSUE", GradingState.ISSUED);

    static Stream<Arguments> everyStateAndCommand() {
        return Arrays.stream(GradingState.values())
                .flatMap(state -> Arrays.stream(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void onlyWhatWasTriedIsIssuedAndWhatIsIssuedIsNeverChanged(GradingState state, Command command) {
        assertThat(state.after(command).orElse(null)).isEqualTo(ALLOWED.get(state + " " + command));
    }
}
