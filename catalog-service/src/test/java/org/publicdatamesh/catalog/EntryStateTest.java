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
    private static final Map<String, EntryState> ALLOWED = Map.ofEntries(
            Map.entry("DRAFT EDIT", EntryState.DRAFT),
            Map.entry("DRAFT SUBMIT", EntryState.IN_UNIT_REVIEW),
            Map.entry("IN_UNIT_REVIEW PASS", EntryState.IN_AUTHORITY_REVIEW),
            Map.entry("IN_UNIT_REVIEW UNIT_RETURN", EntryState.DRAFT),
            Map.entry("IN_AUTHORITY_REVIEW CONFIRM", EntryState.PUBLISHED),
            Map.entry("IN_AUTHORITY_REVIEW ADJUST", EntryState.PUBLISHED),
            Map.entry("IN_AUTHORITY_REVIEW AUTHORITY_RETURN", EntryState.DRAFT),
            Map.entry("DRAFT DISCARD", EntryState.PUBLISHED),
            Map.entry("PUBLISHED REVISE", EntryState.DRAFT),
            Map.entry("PUBLISHED PROPOSE_RETIREMENT", EntryState.RETIREMENT_PROPOSED),
            Map.entry("RETIREMENT_PROPOSED RETIRE", EntryState.RETIRED),
            Map.entry("RETIREMENT_PROPOSED KEEP", EntryState.PUBLISHED),
            Map.entry("DRAFT WITHHOLD", EntryState.WITHHELD),
            Map.entry("IN_UNIT_REVIEW WITHHOLD", EntryState.WITHHELD),
            Map.entry("IN_AUTHORITY_REVIEW WITHHOLD", EntryState.WITHHELD),
            Map.entry("PUBLISHED WITHHOLD", EntryState.WITHHELD),
            Map.entry("RETIREMENT_PROPOSED WITHHOLD", EntryState.WITHHELD),
            Map.entry("RETIRED WITHHOLD", EntryState.WITHHELD));

    static Stream<Arguments> everyStateAndCommand() {
        return Arrays.stream(EntryState.values())
                .flatMap(state -> Arrays.stream(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement({"A2.2", "A10.2", "A10.3", "A11.1"})
    void onlyTheMovesOfTheMeasuresAreAllowed(EntryState state, Command command) {
        assertThat(state.after(command).orElse(null)).isEqualTo(ALLOWED.get(state + " " + command));
    }
}
