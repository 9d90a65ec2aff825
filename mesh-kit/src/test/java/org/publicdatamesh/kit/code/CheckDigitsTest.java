package org.publicdatamesh.kit.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.test.Requirement;

class CheckDigitsTest {
    private static final String CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    @Test
    @Requirement("A2.1")
    void aCreditCodeHasOneGoodCheckCharacter() {
        String stem = "11540000MA0000015";
        long good = CREDIT.chars()
                .filter(c -> CheckDigits.isCreditCode(stem + (char) c))
                .count();
        assertThat(good).isEqualTo(1);
        assertThat(CheckDigits.isCreditCode("11540000MA0000015H")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "11540000MA0000015", "11540000MA0000015I", "11540000MA0000015h", "11540000MA0000051H"})
    void refusesBrokenCreditCodes(String code) {
        assertThat(CheckDigits.isCreditCode(code)).isFalse();
    }

    @Test
    @Requirement("A15.1")
    void aResidentIdHasDateAndCheckDigit() {
        // the worked example of GB 11643-1999
        assertThat(CheckDigits.isResidentId("11010519491231002X")).isTrue();
        assertThat(CheckDigits.isResidentId("110105194912310021")).isFalse();
        assertThat(CheckDigits.isResidentId("11010519491331002X")).isFalse();
        assertThat(CheckDigits.isResidentId("110105194912310")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"54", "5401", "540102", "540102002", "540102002001"})
    void takesDivisionCodesOfEachLevel(String code) {
        assertThat(CheckDigits.isDivisionCode(code)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "0401", "5400", "54010", "540100", "540102000", "540102002000", "54010200200A"})
    void refusesBrokenDivisionCodes(String code) {
        assertThat(CheckDigits.isDivisionCode(code)).isFalse();
    }
}
