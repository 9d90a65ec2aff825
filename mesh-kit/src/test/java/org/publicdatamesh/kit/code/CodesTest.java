package org.publicdatamesh.kit.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.publicdatamesh.test.Requirement;

class CodesTest {
    @Test
    @Requirement("A2.1")
    void a_credit_code_needs_its_check_character() {
        assertThat(CreditCode.parse("11540000MA0000015H")).isInstanceOf(Parsed.Good.class);
        assertThat(CreditCode.parse("11540000MA0000015J")).isEqualTo(new Parsed.Wrong<>(CodeError.WRONG_CHECK_DIGIT));
        assertThat(CreditCode.parse("11540000MA000001IH")).isEqualTo(new Parsed.Wrong<>(CodeError.WRONG_CHARACTER));
        assertThat(CreditCode.parse("11540000MA")).isEqualTo(new Parsed.Wrong<>(CodeError.WRONG_LENGTH));
    }

    @Test
    void every_single_changed_digit_of_a_resident_id_is_found() {
        String id = "11010519491231002X";
        assertThat(ResidentId.parse(id)).isInstanceOf(Parsed.Good.class);
        for (int i = 0; i < 17; i++) {
            char other = (char) ('0' + (id.charAt(i) - '0' + 1) % 10);
            assertThat(ResidentId.parse(id.substring(0, i) + other + id.substring(i + 1)))
                    .isInstanceOf(Parsed.Wrong.class);
        }
        assertThat(ResidentId.parse("11010519490231002X")).isEqualTo(new Parsed.Wrong<>(CodeError.NO_SUCH_DATE));
        assertThat(new ResidentId(id)).hasToString("11************002X");
    }

    @Test
    void a_division_code_has_whole_parts_none_of_them_zero() {
        for (String good : new String[] {"54", "5401", "540102", "540102001", "540102001001"}) {
            assertThat(DivisionCode.parse(good)).isInstanceOf(Parsed.Good.class);
        }
        assertThat(DivisionCode.parse("540")).isEqualTo(new Parsed.Wrong<>(CodeError.WRONG_LENGTH));
        assertThat(DivisionCode.parse("540000")).isEqualTo(new Parsed.Wrong<>(CodeError.EMPTY_PART));
        assertThat(DivisionCode.parse("54O1")).isEqualTo(new Parsed.Wrong<>(CodeError.WRONG_CHARACTER));
        assertThat(new DivisionCode("5401").contains(new DivisionCode("540102001")))
                .isTrue();
        assertThat(new DivisionCode("540102001001").parent()).hasValue(new DivisionCode("540102001"));
    }
}
