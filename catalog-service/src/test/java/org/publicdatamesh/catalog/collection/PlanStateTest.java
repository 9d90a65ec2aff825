package org.publicdatamesh.catalog.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.catalog.collection.PlanState.Command;

class PlanStateTest {
    private static final Map<String, PlanState> MOVES = Map.of(
            "DRAFT EDIT", PlanState.DRAFT,
            "DRAFT SUBMIT", PlanState.SUBMITTED,
            "DRAFT WITHDRAW", PlanState.WITHDRAWN,
            "SUBMITTED CONFIRM", PlanState.SUBMITTED,
            "SUBMITTED DIVIDE", PlanState.SUBMITTED,
            "SUBMITTED RETURN", PlanState.DRAFT,
            "SUBMITTED REGISTER", PlanState.REGISTERED,
            "REGISTERED END", PlanState.ENDED);

    static Stream<PlanState> states() {
        return Stream.of(PlanState.values());
    }

    @Test
    void onlyADraftAndASubmittedPlanAreToldRefused() {
        assertThat(states().filter(PlanState::refusable)).containsExactly(PlanState.DRAFT, PlanState.SUBMITTED);
    }

    @ParameterizedTest
    @MethodSource("states")
    void movesAreThoseOfTheTable(PlanState from) {
        for (Command command : Command.values()) {
            assertThat(from.after(command).orElse(null))
                    .as(from + " " + command)
                    .isEqualTo(MOVES.get(from + " " + command));
        }
    }
}
