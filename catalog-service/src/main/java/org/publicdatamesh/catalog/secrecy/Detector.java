package org.publicdatamesh.catalog.secrecy;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Finds what looks like a state secret in a text (Art. 2, 13). Pure; made once for an edition of the rules.
 *
 * <p>A term is a hit wherever it stands in the {@link Normalised} text, unless the whole of it lies inside of one harmless text
 * that stands there; so does a pattern, and a mark always. Of hits that lie inside of another only the other is told.
 */
final class Detector {
    /** Hits that are told of one text. */
    static final int MOST = 20;

    /** Rules that the security post's own words break begin with this; the rest is the word's id. */
    static final String OWN_WORD = "own-word-";

    private static final int BEFORE = 16;
    private static final int AFTER = 40;
    private static final int WINDOWS = 8;

    private final Normalised.Form form;
    private final List<Lexicon.Form> patterns;
    private final List<String> rules = new ArrayList<>();
    private final Trie trie;

    /**
     * A detector.
     *
     * @param words own words of the security post, by the name of their rule
     */
    Detector(Lexicon lexicon, Map<String, String> words) {
        form = new Normalised.Form(lexicon.folds());
        patterns = lexicon.patterns();
        Trie.Making making = new Trie.Making();
        for (String text : lexicon.harmless()) {
            making.add(form.string(text), Meaning.HARMLESS);
        }
        for (Lexicon.Term term : lexicon.terms()) {
            making.add(form.string(term.text()), Meaning.term(rule(term.rule())));
        }
        words.forEach((rule, word) -> making.add(form.string(word), Meaning.term(rule(rule))));
        for (int i = 0; i < patterns.size(); i++) {
            for (String anchor : patterns.get(i).anchors()) {
                making.add(form.string(anchor), Meaning.anchor(i));
            }
        }
        trie = making.made();
    }

    private int rule(String name) {
        int known = rules.indexOf(name);
        if (known >= 0) {
            return known;
        }
        rules.add(name);
        return rules.size() - 1;
    }

    @Override
    public String toString() {
        return rules.size() + " rules of terms, " + patterns.size() + " patterns";
    }

    /** The text as the rules compare it, for its digest. */
    String normalised(String text) {
        return form.string(text);
    }

    /** What a text in the trie means: harmless, a term of a rule, or the anchor of a pattern. */
    private static final class Meaning {
        private static final int HARMLESS = 0;

        static int term(int rule) {
            return rule + 1;
        }

        static int anchor(int pattern) {
            return -1 - pattern;
        }
    }

    /** A part of the normalised text that means something. */
    private record Found(int begin, int end, int meaning) {
        boolean covers(int from, int to) {
            return begin <= from && to <= end;
        }
    }

    private record Suspected(int begin, int end, String rule) {}

    /** What in the text looks like a secret, from its beginning; at most {@link #MOST}. */
    List<Hit> in(String text) {
        Normalised normalised = form.of(text);
        List<Found> found = trie.in(normalised);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Found> harmless = new ArrayList<>();
        List<Suspected> suspected = new ArrayList<>();
        for (Found each : found) {
            if (each.meaning == Meaning.HARMLESS) {
                harmless.add(each);
            }
        }
        for (Found each : found) {
            if (each.meaning > 0 && !covered(harmless, each.begin, each.end)) {
                suspected.add(new Suspected(each.begin, each.end, rules.get(each.meaning - 1)));
            }
        }
        for (int i = 0; i < patterns.size(); i++) {
            pattern(normalised, found, i, harmless, suspected);
        }
        return told(normalised, suspected);
    }

    /** The harmless texts stand in the order of where they begin; only those that begin shortly before can cover. */
    private static boolean covered(List<Found> harmless, int begin, int end) {
        int low = 0;
        int high = harmless.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (harmless.get(middle).begin <= begin) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        for (int i = low - 1; i >= 0 && harmless.get(i).begin >= begin - Trie.LONGEST; i--) {
            if (harmless.get(i).covers(begin, end)) {
                return true;
            }
        }
        return false;
    }

    private void pattern(
            Normalised text, List<Found> found, int number, List<Found> harmless, List<Suspected> suspected) {
        int meaning = Meaning.anchor(number);
        int last = -1;
        int windows = 0;
        for (Found each : found) {
            if (each.meaning == meaning && each.begin > last) {
                // Many anchors are looked at as one: the time stays linear in the text.
                boolean all = ++windows > WINDOWS;
                int begin = all ? 0 : Math.max(0, each.begin - BEFORE);
                int end = all ? text.length() : Math.min(text.length(), each.end + AFTER);
                match(text, patterns.get(number), begin, end, harmless, suspected);
                last = end;
                if (all) {
                    return;
                }
            }
        }
    }

    private static void match(
            Normalised text,
            Lexicon.Form pattern,
            int begin,
            int end,
            List<Found> harmless,
            List<Suspected> suspected) {
        String part = text.part(begin, end);
        Matcher matcher = pattern.pattern().matcher(part);
        for (int count = 0; count < MOST && matcher.find(); count++) {
            int from = begin + matcher.start();
            int to = begin + matcher.end();
            boolean excepted = pattern.unless() != null
                    && pattern.unless().matcher(matcher.group()).find();
            if (!excepted && (pattern.always() || !covered(harmless, from, to))) {
                suspected.add(new Suspected(from, to, pattern.rule()));
            }
        }
    }

    private static List<Hit> told(Normalised text, List<Suspected> suspected) {
        suspected.sort(Comparator.comparingInt(Suspected::begin)
                .thenComparing(Comparator.comparingInt(Suspected::end).reversed()));
        List<Hit> hits = new ArrayList<>();
        int end = 0;
        for (Suspected each : suspected) {
            if (each.end > end && hits.size() < MOST) {
                int offset = text.offset(each.begin);
                hits.add(new Hit(each.rule, offset, text.end(each.end) - offset));
                end = each.end;
            }
        }
        return hits;
    }

    /** Texts that are looked for at once, character by character. */
    private static final class Trie {
        /** Longest text that is looked for. */
        static final int LONGEST = 100;

        private static final int[] NONE = {};

        private final int[] roots = new int[0x10000];
        private final char[][] keys;
        private final int[][] next;
        private final int[][] meanings;

        private Trie(int nodes) {
            keys = new char[nodes][];
            next = new int[nodes][];
            meanings = new int[nodes][];
        }

        List<Found> in(Normalised text) {
            List<Found> found = null;
            int length = text.length();
            for (int i = 0; i < length; i++) {
                int node = roots[text.at(i)];
                for (int j = i + 1; node > 0; j++) {
                    for (int meaning : meanings[node]) {
                        if (found == null) {
                            found = new ArrayList<>();
                        }
                        found.add(new Found(i, j, meaning));
                    }
                    node = j < length ? child(node, text.at(j)) : 0;
                }
            }
            return found == null ? List.of() : found;
        }

        private int child(int node, char c) {
            int place = Arrays.binarySearch(keys[node], c);
            return place < 0 ? 0 : next[node][place];
        }

        /** A trie that is being made. */
        static final class Making {
            private static final class Node {
                private final TreeMap<Character, Node> children = new TreeMap<>();
                private int[] meanings = NONE;
            }

            private final Node root = new Node();
            private int nodes = 1;

            void add(String text, int meaning) {
                if (text.isEmpty() || text.length() > LONGEST) {
                    throw new IllegalArgumentException("1 to " + LONGEST + " characters are looked for");
                }
                Node node = root;
                for (int i = 0; i < text.length(); i++) {
                    Node child = node.children.get(text.charAt(i));
                    if (child == null) {
                        child = new Node();
                        nodes++;
                        node.children.put(text.charAt(i), child);
                    }
                    node = child;
                }
                node.meanings = Arrays.copyOf(node.meanings, node.meanings.length + 1);
                node.meanings[node.meanings.length - 1] = meaning;
            }

            Trie made() {
                Trie trie = new Trie(nodes);
                int[] count = {1};
                root.children.forEach((c, child) -> trie.roots[c] = put(trie, child, count));
                return trie;
            }

            private static int put(Trie trie, Node node, int[] count) {
                int number = count[0]++;
                int size = node.children.size();
                trie.keys[number] = new char[size];
                trie.next[number] = new int[size];
                trie.meanings[number] = node.meanings;
                int place = 0;
                for (Map.Entry<Character, Node> child : node.children.entrySet()) {
                    trie.keys[number][place] = child.getKey();
                    trie.next[number][place++] = put(trie, child.getValue(), count);
                }
                return number;
            }
        }
    }
}
