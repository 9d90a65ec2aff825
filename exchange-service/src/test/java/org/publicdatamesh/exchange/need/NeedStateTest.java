package org.publicdatamesh.exchange.need;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.need.NeedState.ANSWERED;
import static org.publicdatamesh.exchange.need.NeedState.DECLINED;
import static org.publicdatamesh.exchange.need.NeedState.FILED;
import static org.publicdatamesh.exchange.need.NeedState.REJECTED;
import static org.publicdatamesh.exchange.need.NeedState.ROUTED;
import static org.publicdatamesh.exchange.need.NeedState.WITHDRAWN;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.need.NeedState.Command;
import org.publicdatamesh.test.Requirement;

class NeedStateTest {
    private static final Map<NeedState, Map<Command, NeedState>> ALLOWED = Map.of(
            FILED, Map.of(Command.ROUTE, ROUTED, Command.REJECT, REJECTED, Command.WITHDRAW, WITHDRAWN),
            ROUTED,
                    Map.of(
                            Command.ANSWER, ANSWERED,
                            Command.DECLINE, DECLINED,
                            Command.WITHDRAW, WITHDRAWN,
                            Command.REJECT_ORDERED, REJECTED),
            DECLINED,
                    Map.of(
                            Command.ROUTE, ROUTED,
                            Command.REJECT, REJECTED,
                            Command.WITHDRAW, WITHDRAWN,
                            Command.REOPEN, ROUTED));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(NeedState.values())
                .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement({"A7.2", "A22.1"})
    void whatIsNotInTheTableIsRefused(NeedState state, Command command) {
        assertThat(state.after(command))
                .isEqualTo(Optional.ofNullable(
                        ALLOWED.getOrDefault(state, Map.of()).get(command)));
    }
}
