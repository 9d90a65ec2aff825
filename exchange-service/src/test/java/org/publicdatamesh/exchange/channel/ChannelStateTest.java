package org.publicdatamesh.exchange.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.channel.ChannelState.ACTIVE;
import static org.publicdatamesh.exchange.channel.ChannelState.FAILED;
import static org.publicdatamesh.exchange.channel.ChannelState.SWITCHED_OFF;
import static org.publicdatamesh.exchange.channel.ChannelState.UNVERIFIED;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.channel.ChannelState.Command;
import org.publicdatamesh.test.Requirement;

class ChannelStateTest {
    private static final Map<ChannelState, Map<Command, ChannelState>> ALLOWED = Map.of(
            UNVERIFIED,
            Map.of(Command.VERIFY, ACTIVE, Command.ROTATE, UNVERIFIED),
            ACTIVE,
            Map.of(
                    Command.RESUME,
                    ACTIVE,
                    Command.REPLAY,
                    ACTIVE,
                    Command.ROTATE,
                    ACTIVE,
                    Command.SWITCH_OFF,
                    SWITCHED_OFF,
                    Command.GIVE_UP,
                    FAILED),
            SWITCHED_OFF,
            Map.of(Command.RESUME, ACTIVE, Command.REPLAY, SWITCHED_OFF, Command.ROTATE, SWITCHED_OFF),
            FAILED,
            Map.of(Command.RESUME, ACTIVE, Command.REPLAY, FAILED, Command.ROTATE, FAILED));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(ChannelState.values())
                .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement("A27.3")
    void whatIsNotInTheTableIsRefused(ChannelState state, Command command) {
        assertThat(state.after(command))
                .isEqualTo(Optional.ofNullable(
                        ALLOWED.getOrDefault(state, Map.of()).get(command)));
    }
}
