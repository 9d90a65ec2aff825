package org.publicdatamesh.kit.code;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A resident id number (GB 11643-1999) whose date of birth exists and whose check digit is right. It never prints itself
 * in full.
 *
 * @param value 18 characters
 */
public record ResidentId(String value) {
    /**
     * A number that is known to be good.
     *
     * @throws IllegalArgumentException where it is not
     */
    public ResidentId {
        check(value).ifPresent(error -> {
            throw new IllegalArgumentException("no resident id number: " + error.code());
        });
    }

    /** The number, or the rule it breaks. */
    public static Parsed<ResidentId> parse(String text) {
        return check(text)
                .<Parsed<ResidentId>>map(Parsed.Wrong::new)
                .orElseGet(() -> new Parsed.Good<>(new ResidentId(text)));
    }

    private static Optional<CodeError> check(String text) {
        if (text.length() != 18) {
            return Optional.of(CodeError.WRONG_LENGTH);
        }
        if (!text.matches("[1-9]\\d{16}[0-9X]")) {
            return Optional.of(CodeError.WRONG_CHARACTER);
        }
        if (!hasDate(text)) {
            return Optional.of(CodeError.NO_SUCH_DATE);
        }
        return CheckDigits.isResidentId(text) ? Optional.empty() : Optional.of(CodeError.WRONG_CHECK_DIGIT);
    }

    private static boolean hasDate(String text) {
        try {
            return LocalDate.of(
                                    Integer.parseInt(text.substring(6, 10)),
                                    Integer.parseInt(text.substring(10, 12)),
                                    Integer.parseInt(text.substring(12, 14)))
                            .getYear()
                    >= 1800;
        } catch (DateTimeException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return value.substring(0, 2) + "************" + value.substring(14);
    }
}
