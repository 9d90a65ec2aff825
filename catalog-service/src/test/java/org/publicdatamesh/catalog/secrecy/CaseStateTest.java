package org.publicdatamesh.catalog.secrecy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.publicdatamesh.catalog.secrecy.CaseState.Decision;
import org.publicdatamesh.test.Requirement;

class CaseStateTest {
    private static final Map<String, CaseState> ALLOWED = Map.of(
            "OPEN NOT_SECRET", CaseState.NOT_SECRET,
            "OPEN SECRET", CaseState.SECRET,
            "NOT_SECRET SECRET", CaseState.SECRET);

    static Stream<Arguments> everyStateAndDecision() {
        return Arrays.stream(CaseState.values())
                .flatMap(state -> Arrays.stream(Decision.values()).map(decision -> Arguments.of(state, decision)));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndDecision")
    @Requirement("A13.3")
    void whatWasFoundToBeASecretStaysOne(CaseState state, Decision decision) {
        assertThat(state.after(decision).orElse(null)).isEqualTo(ALLOWED.get(state + " " + decision));
    }
}
