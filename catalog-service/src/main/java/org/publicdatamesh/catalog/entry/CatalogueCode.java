package org.publicdatamesh.catalog.entry;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.publicdatamesh.kit.problem.Violation;

/**
 * The form of a catalogue code (Art. 9, 10; national guide to the catalogue of government information resources, 2017): class 1
 * digit, item 2, category 3, detail any number, a slash, the serial number.
 */
final class CatalogueCode {
    private static final Pattern DIGITS = Pattern.compile("\\d{0,20}");
    private static final int CLASS = 1;
    private static final int ITEM = CLASS + 2;
    private static final int CATEGORY = ITEM + 3;

    private CatalogueCode() {}

    /** The rule that a classification breaks, naming the part that is missing; empty when it is good. */
    static Optional<Violation> broken(String classification) {
        if (!DIGITS.matcher(classification).matches()) {
            return Optional.of(Violation.at("/classification", "wrong-format", "6 to 20 digits are expected."));
        }
        int digits = classification.length();
        if (digits < CLASS) {
            return Optional.of(
                    Violation.at("/classification", "class-missing", "The class is missing: the first digit."));
        }
        if (digits < ITEM) {
            return Optional.of(Violation.at(
                    "/classification", "item-code-missing", "The item is missing: 2 digits after the class."));
        }
        if (digits < CATEGORY) {
            return Optional.of(Violation.at(
                    "/classification", "category-missing", "The category is missing: 3 digits after class and item."));
        }
        return Optional.empty();
    }

    /** The code of an entry with a classification. */
    static String of(String classification, long serial) {
        return classification + "/" + String.format(Locale.ROOT, "%06d", serial);
    }
}
