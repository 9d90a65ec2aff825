package org.publicdatamesh.catalog.element;

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
import org.publicdatamesh.catalog.index.EntryAnalyzer;

/** The words of {@code terms.txt}, by which names of data are read. {@code #} begins a comment. */
final class Terms {
    /** Those of the resource. */
    static final Terms KNOWN = new Terms(lines());

    /** Words of one kind, each with the one that stands for its group. */
    private static final class Words {
        private final Map<String, String> heads = new HashMap<>();
        private int longest;

        void group(List<String> group) {
            for (String word : group) {
                if (heads.put(word, group.getFirst()) != null) {
                    throw new IllegalArgumentException("terms.txt has " + word + " twice in a section");
                }
                longest = Math.max(longest, word.length());
            }
        }

        /** The longest word that a text has at a place; empty where there is none. */
        String at(String text, int from) {
            for (int to = Math.min(text.length(), from + longest); to > from; to--) {
                if (heads.containsKey(text.substring(from, to))) {
                    return text.substring(from, to);
                }
            }
            return "";
        }

        /** The longest word that a text ends with; empty where there is none. */
        String endOf(String text) {
            for (int from = Math.max(0, text.length() - longest); from < text.length(); from++) {
                if (heads.containsKey(text.substring(from))) {
                    return text.substring(from);
                }
            }
            return "";
        }

        String head(String word) {
            return heads.getOrDefault(word, word);
        }
    }

    private final Map<String, Words> sections = new HashMap<>();

    private Terms(List<String> lines) {
        Words section = new Words();
        for (String line : lines) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), name -> new Words());
            } else {
                section.group(List.of(EntryAnalyzer.fold(line).split("\\s*/\\s*")));
            }
        }
    }

    private Words section(String name) {
        return Objects.requireNonNull(sections.get(name), name);
    }

    /** The text with each word replaced by the one that stands for its group, fillers left out. */
    String plain(String text) {
        Words equivalents = section("equivalents");
        Words fillers = section("fillers");
        StringBuilder plain = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            String known = equivalents.at(text, at);
            String filler = known.isEmpty() ? fillers.at(text, at) : "";
            if (!known.isEmpty()) {
                plain.append(equivalents.head(known));
                at += known.length();
            } else if (!filler.isEmpty()) {
                at += filler.length();
            } else {
                plain.append(text.charAt(at));
                at++;
            }
        }
        return plain.isEmpty() ? text : plain.toString();
    }

    /** The word for a representation that a text ends with; empty where it ends with none. */
    String representation(String text) {
        return section("representations").endOf(text);
    }

    /** What stands for all words of a representation. */
    String representationHead(String word) {
        return section("representations").head(word);
    }

    /** Whether a representation is a whole datum by itself. */
    boolean complete(String representation) {
        return section("complete").heads.containsKey(representation);
    }

    /** Whoever the datum is about, where a name begins with that; empty where not. */
    String holder(String stem) {
        return section("holders").at(stem, 0);
    }

    /** Whether a word in brackets says nothing of which datum it is. */
    boolean passedOverInBrackets(String word) {
        return section("brackets").heads.containsKey(word);
    }

    /** Whether what one name has more than another tells the two apart. */
    boolean tellsApart(String more) {
        Words apart = section("apart");
        if (apart.heads.containsKey(more)) {
            return true;
        }
        Set<String> found = new HashSet<>();
        for (int at = 0; at < more.length(); at++) {
            found.add(apart.at(more, at));
        }
        return found.stream().anyMatch(word -> word.length() > 1);
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(Terms.class.getResourceAsStream("terms.txt"), "terms.txt");
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> lines = new ArrayList<>();
            reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .forEach(lines::add);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
