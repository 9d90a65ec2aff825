package org.publicdatamesh.catalog.secrecy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The rules as they are shipped, {@code secrecy-rules.txt}: that file says what each line means.
 *
 * @param version the file's version, from 1
 * @param folds characters that are read as others
 * @param terms texts that are a hit
 * @param patterns forms that are a hit
 * @param harmless texts that let a hit pass which they cover
 */
record Lexicon(
        int version, Map<Character, Character> folds, List<Term> terms, List<Form> patterns, List<String> harmless) {
    private static final String RESOURCE = "secrecy-rules.txt";
    private static final java.util.regex.Pattern RULE = java.util.regex.Pattern.compile("[a-z]+(-[a-z]+)*");

    /**
     * A text that is a hit.
     *
     * @param rule name of the rule
     */
    record Term(String rule, String text) {}

    /**
     * A form that is a hit.
     *
     * @param rule name of the rule
     * @param anchors texts of which one stands in everything that it matches; without one the pattern is not tried
     * @param pattern RE2
     * @param unless RE2; what it matches inside of is no hit; none where null
     * @param always whether no harmless text lets it pass
     */
    record Form(
            String rule,
            List<String> anchors,
            Pattern pattern,
            @Nullable Pattern unless,
            boolean always) {}

    /** The rules that are shipped. */
    static Lexicon shipped() {
        try (InputStream in = Objects.requireNonNull(Lexicon.class.getResourceAsStream(RESOURCE), RESOURCE);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return of(reader.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads rules.
     *
     * @throws IllegalArgumentException naming the line that is none
     */
    static Lexicon of(List<String> lines) {
        Reading reading = new Reading();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                reading.line(i + 1, line);
            }
        }
        if (reading.version < 1) {
            throw new IllegalArgumentException("the rules of secrecy have no version");
        }
        List<Form> forms = reading.forms.stream()
                .map(form -> new Form(
                        form.rule(), form.anchors(), form.pattern(), reading.unless.get(form.rule()), form.always()))
                .toList();
        return new Lexicon(
                reading.version,
                Map.copyOf(reading.folds),
                List.copyOf(reading.terms),
                forms,
                List.copyOf(reading.harmless));
    }

    private static final class Reading {
        private int version;
        private final Map<Character, Character> folds = new HashMap<>();
        private final List<Term> terms = new ArrayList<>();
        private final List<Form> forms = new ArrayList<>();
        private final Map<String, Pattern> unless = new HashMap<>();
        private final List<String> harmless = new ArrayList<>();

        private void line(int number, String line) {
            String[] words = line.split(" +");
            try {
                switch (words[0]) {
                    case "version" -> version = Integer.parseInt(one(words, 2, 1));
                    case "fold" -> folds.put(character(one(words, 3, 1)), character(words[2]));
                    case "term" -> terms.add(new Term(rule(words[1]), one(words, 3, 2)));
                    case "pattern" -> forms.add(form(words, false));
                    case "mark" -> forms.add(form(words, true));
                    case "unless" -> unless.put(rule(words[1]), Pattern.compile(one(words, 3, 2)));
                    case "harmless" -> harmless.add(one(words, 2, 1));
                    default -> throw new IllegalArgumentException(words[0] + " is no kind of line");
                }
            } catch (IllegalArgumentException | PatternSyntaxException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException("line " + number + " of the rules of secrecy: " + e.getMessage(), e);
            }
        }

        private static Form form(String[] words, boolean always) {
            String regex = one(words, 4, 3);
            return new Form(rule(words[1]), List.of(words[2].split(",")), Pattern.compile(regex), null, always);
        }

        private static String one(String[] words, int count, int place) {
            if (words.length != count) {
                throw new IllegalArgumentException(count - 1 + " words are expected after " + words[0]);
            }
            return words[place];
        }

        private static String rule(String name) {
            if (!RULE.matcher(name).matches()) {
                throw new IllegalArgumentException(name + " is no name of a rule");
            }
            return name;
        }

        private static char character(String text) {
            if (text.length() != 1) {
                throw new IllegalArgumentException("one character is expected");
            }
            return text.charAt(0);
        }
    }
}
