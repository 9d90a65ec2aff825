package org.publicdatamesh.catalog.index;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of what a person typed.
 *
 * @param asked words that an entry must have, at most {@link #MAX_WORDS}
 * @param welcome words that only raise it
 */
record QueryWords(List<Word> asked, List<Word> welcome) {
    /** Further words only take time. */
    static final int MAX_WORDS = 16;

    /** Synonyms of one word that are sought. */
    private static final int MAX_FORMS = 6;

    private static final Pattern RUN = Pattern.compile("(?<han>\\p{IsHan}+)|(?<tibetan>[\\p{IsTibetan}]+)"
            + "|(?<latin>[\\p{IsLatin}\\p{N}][\\p{IsLatin}\\p{N}/._'’-]*)|[\\p{L}\\p{M}\\p{N}]+");

    /** Scripts differ in how a word is sought. */
    enum Script {
        /** Chinese. */
        HAN,
        /** Latin letters. */
        LATIN,
        /** Digits, perhaps with letters and strokes: a code or a year. */
        DIGITS,
        /** A run of Tibetan syllables. */
        TIBETAN,
        /** Any other. */
        OTHER
    }

    /**
     * A word.
     *
     * @param script its script
     * @param forms the word as typed, then its synonyms
     */
    record Word(Script script, List<String> forms) {
        String typed() {
            return forms.getFirst();
        }
    }

    static QueryWords of(String text, Synonyms synonyms, EntryAnalyzer analyzer) {
        List<Word> asked = new ArrayList<>();
        List<Word> welcome = new ArrayList<>();
        Matcher runs = RUN.matcher(EntryAnalyzer.fold(text));
        while (runs.find()) {
            for (Word word : words(runs, synonyms, analyzer)) {
                boolean one = word.script == Script.HAN && word.typed().length() == 1;
                (one || synonyms.weak(word.typed()) ? welcome : asked).add(word);
            }
        }
        if (asked.isEmpty()) {
            return new QueryWords(first(welcome), List.of());
        }
        return new QueryWords(first(asked), first(welcome));
    }

    private static List<Word> first(List<Word> words) {
        return words.stream().distinct().limit(MAX_WORDS).toList();
    }

    private static List<Word> words(Matcher run, Synonyms synonyms, EntryAnalyzer analyzer) {
        String typed = run.group();
        if (run.group("han") != null) {
            return chinese(typed, synonyms, analyzer);
        }
        if (run.group("tibetan") != null) {
            return List.of(new Word(Script.TIBETAN, List.of(typed)));
        }
        if (run.group("latin") != null) {
            boolean digits = typed.chars().anyMatch(Character::isDigit);
            return List.of(word(digits ? Script.DIGITS : Script.LATIN, typed, synonyms));
        }
        return List.of(new Word(Script.OTHER, List.of(typed)));
    }

    /** Known words are taken out first: smartcn was not taught the jargon of departments. */
    private static List<Word> chinese(String run, Synonyms synonyms, EntryAnalyzer analyzer) {
        List<Word> words = new ArrayList<>();
        int from = 0;
        int at = 0;
        while (at < run.length()) {
            int known = synonyms.knownAt(run, at);
            if (known == 0) {
                at++;
                continue;
            }
            segment(run.substring(from, at), words, synonyms, analyzer);
            words.add(word(Script.HAN, run.substring(at, at + known), synonyms));
            at += known;
            from = at;
        }
        segment(run.substring(from), words, synonyms, analyzer);
        return words;
    }

    /** smartcn leaves a name that it does not know as single characters; together they are one word. */
    private static void segment(String text, List<Word> words, Synonyms synonyms, EntryAnalyzer analyzer) {
        StringBuilder singles = new StringBuilder();
        for (String token : analyzer.words(text)) {
            if (token.length() == 1 && !synonyms.weak(token)) {
                singles.append(token);
            } else {
                add(singles, words, synonyms);
                words.add(word(Script.HAN, token, synonyms));
            }
        }
        add(singles, words, synonyms);
    }

    private static void add(StringBuilder singles, List<Word> words, Synonyms synonyms) {
        if (!singles.isEmpty()) {
            words.add(word(Script.HAN, singles.toString(), synonyms));
            singles.setLength(0);
        }
    }

    private static Word word(Script script, String typed, Synonyms synonyms) {
        return new Word(script, synonyms.of(typed).stream().limit(MAX_FORMS).toList());
    }
}
