package org.publicdatamesh.catalog.secrecy;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;

/**
 * A text as the rules compare it: NFKC, small letters, folded characters, and without what can be put between characters
 * unseen: spaces, control and format characters, combining marks, variation selectors, blank letters.
 */
final class Normalised {
    private static final char DROPPED = 0;
    private static final char SEVERAL = '\uFFFF';
    private static final char[] PLAIN = plain();

    /** Reads texts with the folds of some rules. */
    static final class Form {
        private final char[] of = PLAIN.clone();

        Form(Map<Character, Character> folds) {
            folds.forEach((from, to) -> of[from] = to);
        }

        /** The text as the rules compare it. */
        Normalised of(String text) {
            return new Normalised(text, of);
        }

        /** The same as a string. */
        String string(String text) {
            return of(text).toString();
        }
    }

    private final String text;
    private final char[] table;
    private char[] chars;
    private int length;
    private int[] from = new int[0];

    private Normalised(String text, char[] table) {
        this.text = text;
        this.table = table;
        this.chars = new char[text.length()];
        fill(false);
    }

    /** How many characters it has. */
    int length() {
        return length;
    }

    /** A character. */
    char at(int place) {
        return chars[place];
    }

    /** Where in the text as it was written a character comes from, in UTF-16 units. */
    int offset(int place) {
        places();
        return from[place];
    }

    /** Where in the text as it was written the character before a place ends, in UTF-16 units. */
    int end(int place) {
        int last = offset(place - 1);
        return last + Character.charCount(text.codePointAt(last));
    }

    /** A part of it. */
    String part(int begin, int end) {
        return new String(chars, begin, end - begin);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    private void places() {
        if (from.length == 0 && length > 0) {
            from = new int[length];
            fill(true);
        }
    }

    private void fill(boolean places) {
        length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char plain = table[c];
            if (plain == SEVERAL) {
                int point = text.codePointAt(i);
                several(point, i, places);
                i += Character.charCount(point) - 1;
            } else if (plain != DROPPED) {
                add(plain, i, places);
            }
        }
    }

    private void several(int point, int at, boolean places) {
        if (Character.getType(point) == Character.FORMAT || point >= 0xE0100 && point <= 0xE01EF) {
            return;
        }
        String form = Normalizer.normalize(Character.toString(point), Normalizer.Form.NFKC);
        for (int i = 0; i < form.length(); i++) {
            char c = form.charAt(i);
            char plain = table[c];
            if (plain != DROPPED) {
                add(plain == SEVERAL ? c : plain, at, places);
            }
        }
    }

    private void add(char c, int at, boolean places) {
        if (places) {
            from[length++] = at;
            return;
        }
        if (length == chars.length) {
            chars = Arrays.copyOf(chars, length * 2 + 16);
        }
        chars[length++] = c;
    }

    private static char[] plain() {
        char[] table = new char[0x10000];
        for (int i = 0; i < table.length; i++) {
            table[i] = plain((char) i);
        }
        return table;
    }

    private static char plain(char c) {
        if (Character.isSurrogate(c)) {
            return SEVERAL;
        }
        if (isDropped(c)) {
            return DROPPED;
        }
        String form = Normalizer.normalize(String.valueOf(c), Normalizer.Form.NFKC);
        if (form.length() != 1) {
            return SEVERAL;
        }
        return isDropped(form.charAt(0)) ? DROPPED : Character.toLowerCase(form.charAt(0));
    }

    private static boolean isDropped(char c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Character.isISOControl(c)
                || Character.getType(c) == Character.FORMAT
                || c >= '\u0300' && c <= '\u036F'
                || c >= '\u20D0' && c <= '\u20FF'
                || c >= '\uFE00' && c <= '\uFE0F'
                || c >= '\uFE20' && c <= '\uFE2F'
                || c >= '\u180B' && c <= '\u180F'
                || c == '\u115F'
                || c == '\u1160'
                || c == '\u3164'
                || c == '\uFFA0'
                || c == '\u2800'
                || c == '\uFFFF';
    }
}
