package org.publicdatamesh.catalog.rights;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RightStateTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "APPLIED, REGISTER, REGISTERED",
                "APPLIED, DECLINE, DECLINED",
                "APPLIED, END, -",
                "REGISTERED, REGISTER, -",
                "REGISTERED, DECLINE, -",
                "REGISTERED, END, ENDED",
                "DECLINED, REGISTER, -",
                "DECLINED, DECLINE, -",
                "DECLINED, END, -",
                "ENDED, REGISTER, -",
                "ENDED, DECLINE, -",
                "ENDED, END, -",
            })
    void movesAreThoseOfTheTable(RightState from, RightState.Command command, RightState to) {
        assertThat(from.after(command).orElse(null)).isEqualTo(to);
    }
}
