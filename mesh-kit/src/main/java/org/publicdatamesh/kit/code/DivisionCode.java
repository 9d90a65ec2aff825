package org.publicdatamesh.kit.code;

import java.util.Optional;

/**
 * A division code: 2, 4, 6, 9 or 12 digits, for region, prefecture, county, township, village (GB/T 2260, GB/T 10114).
 *
 * @param value its digits, without trailing zero parts
 */
public record DivisionCode(String value) {
    /**
     * A code that is known to be good.
     *
     * @throws IllegalArgumentException where it is not
     */
    public DivisionCode {
        check(value).ifPresent(error -> {
            throw new IllegalArgumentException("no division code: " + error.code());
        });
    }

    /** The code, or the rule it breaks. */
    public static Parsed<DivisionCode> parse(String text) {
        return check(text)
                .<Parsed<DivisionCode>>map(Parsed.Wrong::new)
                .orElseGet(() -> new Parsed.Good<>(new DivisionCode(text)));
    }

    /** Whether the other division is this one or lies within it. */
    public boolean contains(DivisionCode other) {
        return other.value.startsWith(value);
    }

    /** The division above, empty for a region. */
    public Optional<DivisionCode> parent() {
        int length =
                switch (value.length()) {
                    case 12 -> 9;
                    case 9 -> 6;
                    case 6 -> 4;
                    case 4 -> 2;
                    default -> 0;
                };
        return length == 0 ? Optional.empty() : Optional.of(new DivisionCode(value.substring(0, length)));
    }

    private static Optional<CodeError> check(String text) {
        if (text.length() != 2
                && text.length() != 4
                && text.length() != 6
                && text.length() != 9
                && text.length() != 12) {
            return Optional.of(CodeError.WRONG_LENGTH);
        }
        if (!text.matches("\\d+")) {
            return Optional.of(CodeError.WRONG_CHARACTER);
        }
        return CheckDigits.isDivisionCode(text) ? Optional.empty() : Optional.of(CodeError.EMPTY_PART);
    }

    @Override
    public String toString() {
        return value;
    }
}
