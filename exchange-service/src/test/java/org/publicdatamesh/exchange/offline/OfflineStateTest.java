package org.publicdatamesh.exchange.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.offline.OfflineState.CANCELLED;
import static org.publicdatamesh.exchange.offline.OfflineState.DESTROYED;
import static org.publicdatamesh.exchange.offline.OfflineState.FAILED;
import static org.publicdatamesh.exchange.offline.OfflineState.FILED;
import static org.publicdatamesh.exchange.offline.OfflineState.HANDED_OVER;
import static org.publicdatamesh.exchange.offline.OfflineState.RECEIVED;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.offline.OfflineState.Command;
import org.publicdatamesh.test.Requirement;

class OfflineStateTest {
    private static final Map<OfflineState, Map<Command, OfflineState>> ALLOWED = Map.of(
            FILED, Map.of(Command.HAND_OVER, HANDED_OVER, Command.CANCEL, CANCELLED),
            HANDED_OVER, Map.of(Command.RECEIVE, RECEIVED, Command.FAIL, FAILED),
            RECEIVED, Map.of(Command.DESTROY, DESTROYED, Command.FAIL, FAILED));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(OfflineState.values())
                .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement("A24.2")
    void whatIsNotInTheTableIsRefused(OfflineState state, Command command) {
        assertThat(state.after(command))
                .isEqualTo(Optional.ofNullable(
                        ALLOWED.getOrDefault(state, Map.of()).get(command)));
    }
}
