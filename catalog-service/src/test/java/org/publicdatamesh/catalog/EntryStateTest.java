package org.publicdatamesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.catalog.entry.EntryState;
import org.publicdatamesh.catalog.entry.EntryState.Command;
import org.publicdatamesh.test.Requirement;

class EntryStateTest {
    /** Every move that is allowed; all others are not. */
    private static final Map<String, EntryState> ALLOWED = Map.of(
            "DRAFT EDIT", EntryState.DRAFT,
            "DRAFT SUBMIT", EntryState.IN_UNIT_REVIEW,
            "IN_UNIT_REVIEW PASS", EntryState.IN_AUTHORITY_REVIEW,
            "IN_UNIT_REVIEW UNIT_RETURN", EntryState.DRAFT,
            "IN_AUTHORITY_REVIEW CONFIRM", EntryState.PUBLISHED,
            "IN_AUTHORITY_REVIEW ADJUST", EntryState.PUBLISHED,
            "IN_AUTHORITY_REVIEW AUTHORITY_RETURN", EntryState.DRAFT,
            "DRAFT DISCARD", EntryState.PUBLISHED,
            "PUBLISHED REVISE", EntryState.DRAFT);

    static Stream<Arguments> everyStateAndCommand() {
        return Arrays.stream(EntryState.values())
                .flatMap(state -> Arrays.stream(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement({"A10.2", "A10.3", "A11.1"})
    void onlyTheMovesOfTheMeasuresAreAllowed(EntryState state, Command command) {
        assertThat(state.after(command).orElse(null)).isEqualTo(ALLOWED.get(state + " " + command));
    }
}
