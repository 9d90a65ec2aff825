package org.publicdatamesh.catalog.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How texts stand in cells, so that they come back as they were and no spreadsheet takes one for a formula. */
public final class CellText {
    private static final Pattern FORMULA = Pattern.compile("^'*[=+\\-@\\t\\r＝＋－＠]");
    private static final Pattern QUOTED_FORMULA = Pattern.compile("^'+[=+\\-@\\t\\r＝＋－＠]");
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\p{Cs}]");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([\\\\nr])");

    private CellText() {}

    /**
     * What a spreadsheet program might run as a formula, with an apostrophe before it; so are texts that would be read as
     * such ones. In both formats, since one is saved as the other.
     */
    public static String guarded(String text) {
        return FORMULA.matcher(text).find() ? "'" + text : text;
    }

    /** The text of a cell, without edges of white space and without the apostrophe of {@link #guarded}. */
    static String read(String cell) {
        String text = cell.strip();
        return text.startsWith("'") && QUOTED_FORMULA.matcher(text).find() ? text.substring(1) : text;
    }

    /** Whether a text has neither control characters nor halves of characters. */
    static boolean storable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == 0x7f || Character.isSurrogate(c)) {
                return !UNSTORABLE.matcher(text).find();
            }
        }
        return true;
    }

    /** A list as lines; line ends inside of a text are escaped. */
    public static String lines(List<String> texts) {
        return String.join(
                "\n",
                texts.stream()
                        .map(text ->
                                text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r"))
                        .toList());
    }

    /** The texts of lines; empty lines say nothing. */
    static List<String> ofLines(String cell) {
        List<String> texts = new ArrayList<>();
        cell.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> ESCAPE.matcher(line)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                switch (found.group(1)) {
                                    case "n" -> "\n";
                                    case "r" -> "\r";
                                    default -> "\\";
                                })))
                .forEach(texts::add);
        return texts;
    }

    /** A cell's name: {@code C5} is the third column's in the fifth row. */
    static String name(int column, long row) {
        StringBuilder letters = new StringBuilder();
        for (int left = column + 1; left > 0; left = (left - 1) / 26) {
            letters.insert(0, (char) ('A' + (left - 1) % 26));
        }
        return letters.append(row).toString();
    }
}
