package org.publicdatamesh.catalog.dcat;

/** Text for XML. */
public final class Xml {
    private Xml() {}

    /** The text with U+FFFD for what XML 1.0 (production 2) has no way to write, so that all formats say the same. */
    public static String printable(String text) {
        if (text.codePoints().allMatch(Xml::isCharacter)) {
            return text;
        }
        StringBuilder printable = new StringBuilder();
        text.codePoints().map(c -> isCharacter(c) ? c : 0xFFFD).forEach(printable::appendCodePoint);
        return printable.toString();
    }

    private static boolean isCharacter(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || c >= 0x20 && c <= 0xD7FF
                || c >= 0xE000 && c <= 0xFFFD
                || c >= 0x10000;
    }
}
