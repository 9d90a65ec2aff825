package org.publicdatamesh.catalog.index;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a page ended: hits are in order of score, then of id. */
record Cursor(float score, UUID id) {
    private static final Pattern FORM =
            Pattern.compile("(\\p{XDigit}{8}):(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})");

    /** Reads what {@link #text} wrote; empty where it is something else. */
    static Optional<Cursor> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        float score = Float.intBitsToFloat(HexFormat.fromHexDigits(form.group(1)));
        return Float.isFinite(score)
                ? Optional.of(new Cursor(score, UUID.fromString(form.group(2))))
                : Optional.empty();
    }

    String text() {
        return HexFormat.of().toHexDigits(Float.floatToIntBits(score)) + ":" + id;
    }
}
