package org.publicdatamesh.kit.code;

import java.util.Locale;

/** The rule that a code breaks; the first one found. */
public enum CodeError {
    /** Too long or too short. */
    WRONG_LENGTH,
    /** A character that may not stand where it stands. */
    WRONG_CHARACTER,
    /** The date within it does not exist. */
    NO_SUCH_DATE,
    /** A part of it is zero, so that it names no division. */
    EMPTY_PART,
    /** The check digit does not fit the rest. */
    WRONG_CHECK_DIGIT;

    /** Its name on interfaces, {@code kebab-case}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
