package org.publicdatamesh.catalog.index;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Words that units use for the same thing ({@code synonyms.txt}, one group a line), and words that say little
 * ({@code weak-words.txt}, one a line). In both, {@code #} begins a comment.
 */
final class Synonyms {
    private final Map<String, List<String>> groups = new HashMap<>();
    private final Set<String> weak;
    private final int longest;

    private Synonyms(List<String> groupLines, List<String> weakWords) {
        int most = 1;
        for (String line : groupLines) {
            List<String> words = List.of(EntryAnalyzer.fold(line).split("\\s*/\\s*"));
            for (String word : words) {
                if (groups.put(word, words) != null) {
                    throw new IllegalArgumentException("synonyms.txt has " + word + " twice");
                }
                most = Math.max(most, word.length());
            }
        }
        weak = new HashSet<>(weakWords);
        for (String word : weak) {
            most = Math.max(most, word.length());
        }
        longest = most;
    }

    static Synonyms ofResources() {
        return new Synonyms(lines("synonyms.txt"), lines("weak-words.txt"));
    }

    /** The words that mean the same, the word itself first; only itself where it is in no group. */
    List<String> of(String word) {
        List<String> group = groups.get(word);
        if (group == null) {
            return List.of(word);
        }
        List<String> all = new ArrayList<>(group.size());
        all.add(word);
        for (String other : group) {
            if (!other.equals(word)) {
                all.add(other);
            }
        }
        return all;
    }

    /** Whether the word says too little to be asked for when there are others. */
    boolean weak(String word) {
        return weak.contains(word);
    }

    /** How many characters from a place on are the longest known word, of at least two; 0 where there is none. */
    int knownAt(String text, int from) {
        for (int to = Math.min(text.length(), from + longest); to > from + 1; to--) {
            String part = text.substring(from, to);
            if (groups.containsKey(part) || weak.contains(part)) {
                return to - from;
            }
        }
        return 0;
    }

    int groups() {
        return new HashSet<>(groups.values()).size();
    }

    private static List<String> lines(String resource) {
        try (InputStream in = Objects.requireNonNull(Synonyms.class.getResourceAsStream(resource), resource);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
