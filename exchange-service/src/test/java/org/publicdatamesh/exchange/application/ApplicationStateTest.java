package org.publicdatamesh.exchange.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.application.ApplicationState.AGREED;
import static org.publicdatamesh.exchange.application.ApplicationState.APPROVED;
import static org.publicdatamesh.exchange.application.ApplicationState.DECLINED;
import static org.publicdatamesh.exchange.application.ApplicationState.ENDORSED;
import static org.publicdatamesh.exchange.application.ApplicationState.REFUSED;
import static org.publicdatamesh.exchange.application.ApplicationState.REJECTED;
import static org.publicdatamesh.exchange.application.ApplicationState.SUBMITTED;
import static org.publicdatamesh.exchange.application.ApplicationState.UPHELD;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.application.ApplicationState.Command;
import org.publicdatamesh.test.Requirement;

class ApplicationStateTest {
    private static final Map<ApplicationState, Map<Command, ApplicationState>> ALLOWED = Map.of(
            SUBMITTED,
            Map.of(
                    Command.ENDORSE, ENDORSED,
                    Command.ENDORSE_UNCONDITIONAL, APPROVED,
                    Command.DECLINE, DECLINED),
            ENDORSED,
            Map.of(Command.AGREE, AGREED, Command.REFUSE, REFUSED),
            AGREED,
            Map.of(Command.APPROVE, APPROVED, Command.RETURN, REJECTED),
            REFUSED,
            Map.of(Command.UPHOLD, UPHELD, Command.SEND_BACK, ENDORSED));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(ApplicationState.values())
                .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement({"A25.1", "A26.1", "A26.2", "A26.4"})
    void whatIsNotInTheTableIsRefused(ApplicationState state, Command command) {
        assertThat(state.after(command))
                .isEqualTo(Optional.ofNullable(
                        ALLOWED.getOrDefault(state, Map.of()).get(command)));
    }
}
