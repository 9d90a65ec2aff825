package org.publicdatamesh.exchange.backflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.backflow.BackflowState.APPLIED;
import static org.publicdatamesh.exchange.backflow.BackflowState.ENDED;
import static org.publicdatamesh.exchange.backflow.BackflowState.FILED;
import static org.publicdatamesh.exchange.backflow.BackflowState.GRANTED;
import static org.publicdatamesh.exchange.backflow.BackflowState.PASSED_UP;
import static org.publicdatamesh.exchange.backflow.BackflowState.RECEIVED;
import static org.publicdatamesh.exchange.backflow.BackflowState.REFUSED;
import static org.publicdatamesh.exchange.backflow.BackflowState.WITHDRAWN;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.backflow.BackflowState.Command;
import org.publicdatamesh.test.Requirement;

class BackflowStateTest {
    private static final Map<BackflowState, Map<Command, BackflowState>> ALLOWED = Map.of(
            FILED, Map.of(Command.PASS_UP, PASSED_UP, Command.REFUSE, REFUSED, Command.WITHDRAW, WITHDRAWN),
            RECEIVED, Map.of(Command.PASS_UP, PASSED_UP, Command.APPLY, APPLIED, Command.REFUSE, REFUSED),
            PASSED_UP, Map.of(Command.GRANT, GRANTED, Command.REFUSE, REFUSED),
            APPLIED, Map.of(Command.GRANT, GRANTED, Command.REFUSE, REFUSED),
            GRANTED, Map.of(Command.FLOW, GRANTED, Command.END, ENDED));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(BackflowState.values())
                .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement("A4.4")
    void whatIsNotInTheTableIsRefused(BackflowState state, Command command) {
        assertThat(state.after(command))
                .isEqualTo(Optional.ofNullable(
                        ALLOWED.getOrDefault(state, Map.of()).get(command)));
    }
}
