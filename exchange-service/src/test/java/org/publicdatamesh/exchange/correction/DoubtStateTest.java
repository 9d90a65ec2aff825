package org.publicdatamesh.exchange.correction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.exchange.Verdict;
import org.publicdatamesh.test.Requirement;

class DoubtStateTest {
    @ParameterizedTest
    @Requirement("A27.2")
    @CsvSource({
        "OPEN,      WRONG, CORRECTED",
        "OPEN,      RIGHT, UPHELD",
        "CORRECTED, WRONG,",
        "CORRECTED, RIGHT,",
        "UPHELD,    WRONG,",
        "UPHELD,    RIGHT,",
    })
    void aDoubtIsAnsweredOnce(DoubtState state, Verdict verdict, DoubtState after) {
        assertThat(state.after(verdict)).isEqualTo(Optional.ofNullable(after));
    }

    @ParameterizedTest
    @Requirement("A27.4")
    @CsvSource({"OPEN,", "CORRECTED,", "UPHELD, OPEN"})
    void aDisputeReopensOnlyWhatWasUpheld(DoubtState state, DoubtState after) {
        assertThat(state.reopened()).isEqualTo(Optional.ofNullable(after));
    }
}
