package org.publicdatamesh.exchange.grant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.grant.GrantState.ALIVE;
import static org.publicdatamesh.exchange.grant.GrantState.EXPIRED;
import static org.publicdatamesh.exchange.grant.GrantState.RELINQUISHED;
import static org.publicdatamesh.exchange.grant.GrantState.REPLACED;
import static org.publicdatamesh.exchange.grant.GrantState.REVOKED;
import static org.publicdatamesh.exchange.grant.GrantState.SUSPENDED;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.exchange.grant.GrantState.Command;
import org.publicdatamesh.test.Requirement;

class GrantStateTest {
    private static final Map<GrantState, Map<Command, GrantState>> ALLOWED = Map.of(
            ALIVE,
            Map.of(
                    Command.SUSPEND, SUSPENDED,
                    Command.NARROW, ALIVE,
                    Command.RESTORE, ALIVE,
                    Command.REVOKE, REVOKED,
                    Command.RELINQUISH, RELINQUISHED,
                    Command.REPLACE, REPLACED,
                    Command.EXPIRE, EXPIRED),
            SUSPENDED,
            Map.of(
                    Command.RESUME, ALIVE,
                    Command.TAKE_OVER, SUSPENDED,
                    Command.NARROW, SUSPENDED,
                    Command.RESTORE, SUSPENDED,
                    Command.REVOKE, REVOKED,
                    Command.RELINQUISH, RELINQUISHED,
                    Command.EXPIRE, EXPIRED));

    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(GrantState.values())
                .flatMap(state -> Stream.of(Command.values()).map(command -> Arguments.of(state, command)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    @Requirement("A25.1")
    void whatIsNotInTheTableIsRefused(GrantState state, Command command) {
        assertThat(state.after(command))
                .isEqualTo(Optional.ofNullable(
                        ALLOWED.getOrDefault(state, Map.of()).get(command)));
    }
}
