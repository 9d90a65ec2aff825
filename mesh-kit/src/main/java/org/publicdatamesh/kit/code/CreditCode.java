package org.publicdatamesh.kit.code;

import java.util.Optional;

/**
 * A unified social credit code (GB 32100-2015) whose check character is right.
 *
 * @param value 18 characters
 */
public record CreditCode(String value) {
    /**
     * A code that is known to be good.
     *
     * @throws IllegalArgumentException where it is not
     */
    public CreditCode {
        check(value).ifPresent(error -> {
            throw new IllegalArgumentException("no credit code: " + error.code());
        });
    }

    /** The code, or the rule it breaks. */
    public static Parsed<CreditCode> parse(String text) {
        return check(text)
                .<Parsed<CreditCode>>map(Parsed.Wrong::new)
                .orElseGet(() -> new Parsed.Good<>(new CreditCode(text)));
    }

    private static Optional<CodeError> check(String text) {
        if (text.length() != 18) {
            return Optional.of(CodeError.WRONG_LENGTH);
        }
        if (!text.matches("[0-9A-HJ-NPQRTUWXY]{2}\\d{6}[0-9A-HJ-NPQRTUWXY]{10}")) {
            return Optional.of(CodeError.WRONG_CHARACTER);
        }
        return CheckDigits.isCreditCode(text) ? Optional.empty() : Optional.of(CodeError.WRONG_CHECK_DIGIT);
    }

    @Override
    public String toString() {
        return value;
    }
}
