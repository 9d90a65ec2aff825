package org.publicdatamesh.exchange.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.publicdatamesh.exchange.application.ApplicationState.AGREED;
import static org.publicdatamesh.exchange.application.ApplicationState.APPROVED;
import static org.publicdatamesh.exchange.application.ApplicationState.AUTHORITY_OFFERED;
import static org.publicdatamesh.exchange.application.ApplicationState.DECLINED;
import static org.publicdatamesh.exchange.application.ApplicationState.ENDORSED;
import static org.publicdatamesh.exchange.application.ApplicationState.PROVIDER_OFFERED;
import static org.publicdatamesh.exchange.application.ApplicationState.REFUSED;
import static org.publicdatamesh.exchange.application.ApplicationState.REFUSED_AGAIN;
import static org.publicdatamesh.exchange.application.ApplicationState.REJECTED;
import static org.publicdatamesh.exchange.application.ApplicationState.SENT_BACK;
import static org.publicdatamesh.exchange.application.ApplicationState.SUBMITTED;
import static org.publicdatamesh.exchange.application.ApplicationState.UPHELD;
import static org.publicdatamesh.exchange.application.ApplicationState.WITHDRAWN;

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
                    Command.DECLINE, DECLINED,
                    Command.WITHDRAW, WITHDRAWN),
            ENDORSED,
            Map.of(
                    Command.AGREE, AGREED,
                    Command.OFFER, PROVIDER_OFFERED,
                    Command.REFUSE, REFUSED,
                    Command.WITHDRAW, WITHDRAWN),
            PROVIDER_OFFERED,
            Map.of(Command.ACCEPT, AGREED, Command.WITHDRAW, WITHDRAWN),
            AGREED,
            Map.of(
                    Command.APPROVE, APPROVED,
                    Command.APPROVE_LESS, AUTHORITY_OFFERED,
                    Command.RETURN, REJECTED,
                    Command.WITHDRAW, WITHDRAWN),
            AUTHORITY_OFFERED,
            Map.of(Command.ACCEPT, APPROVED, Command.WITHDRAW, WITHDRAWN),
            REFUSED,
            Map.of(Command.UPHOLD, UPHELD, Command.SEND_BACK, SENT_BACK, Command.WITHDRAW, WITHDRAWN),
            SENT_BACK,
            Map.of(
                    Command.AGREE, AGREED,
                    Command.REFUSE, REFUSED_AGAIN,
                    Command.WITHDRAW, WITHDRAWN),
            REFUSED_AGAIN,
            Map.of(Command.UPHOLD, UPHELD, Command.OVERRULE, APPROVED, Command.WITHDRAW, WITHDRAWN),
            UPHELD,
            Map.of(Command.GRANT_AFTER_DISPUTE, APPROVED, Command.AGREE_AFTER_DISPUTE, AGREED));

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
