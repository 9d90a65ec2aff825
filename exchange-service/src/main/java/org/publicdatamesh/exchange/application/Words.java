package org.publicdatamesh.exchange.application;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a text, for comparing texts without a model: each two Chinese characters that stand together, and each other word
 * of at least three letters or digits in lower case. Pure.
 */
final class Words {
    private static final Pattern RUN = Pattern.compile("(\\p{IsHan}+)|([\\p{L}\\p{N}&&[^\\p{IsHan}]]{3,})");

    private Words() {}

    /** The words, in the order in which they come. */
    static Set<String> of(String text) {
        Set<String> words = new LinkedHashSet<>();
        Matcher runs = RUN.matcher(text);
        while (runs.find()) {
            String run = runs.group();
            if (runs.group(1) == null) {
                words.add(run.toLowerCase(Locale.ROOT));
                continue;
            }
            int[] characters = run.codePoints().toArray();
            for (int i = 0; i + 1 < characters.length; i++) {
                words.add(new String(characters, i, 2));
            }
        }
        return words;
    }

    /** The words of a text that another one has too. */
    static Set<String> common(String one, Set<String> other) {
        Set<String> common = of(one);
        common.retainAll(other);
        return common;
    }
}
