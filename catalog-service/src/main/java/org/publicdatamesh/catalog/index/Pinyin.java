package org.publicdatamesh.catalog.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.sourceforge.pinyin4j.PinyinHelper;
import net.sourceforge.pinyin4j.format.HanyuPinyinOutputFormat;
import net.sourceforge.pinyin4j.format.HanyuPinyinToneType;
import net.sourceforge.pinyin4j.format.HanyuPinyinVCharType;
import net.sourceforge.pinyin4j.format.exception.BadHanyuPinyinOutputFormatCombination;

/** How Chinese characters are spelled, without tones; {@code ü} is {@code v}. Readings are of pinyin4j. */
final class Pinyin {
    /** Readings that are kept of one character. */
    private static final int READINGS = 4;
    /** Ways to read one run of letters that are tried. */
    private static final int WAYS = 12;

    private static final int MAX_LETTERS = 60;
    private static final char FIRST = '\u4e00';
    private static final char LAST = '\u9fa5';
    /** pinyin4j reads a character from text at each call. */
    private static final List<Set<String>> KNOWN = known();

    private static final TreeSet<String> SYLLABLES = syllables();

    private Pinyin() {}

    /** The readings of a character, most usual first, at most 4; empty where it is not Chinese. */
    static Set<String> readings(char character) {
        return character >= FIRST && character <= LAST ? KNOWN.get(character - FIRST) : read(character);
    }

    private static List<Set<String>> known() {
        List<Set<String>> known = new ArrayList<>(LAST - FIRST + 1);
        for (char character = FIRST; character <= LAST; character++) {
            known.add(Collections.unmodifiableSet(read(character)));
        }
        return known;
    }

    private static Set<String> read(char character) {
        Set<String> readings = new LinkedHashSet<>();
        if (Character.UnicodeScript.of(character) != Character.UnicodeScript.HAN) {
            return readings;
        }
        HanyuPinyinOutputFormat format = new HanyuPinyinOutputFormat();
        format.setToneType(HanyuPinyinToneType.WITHOUT_TONE);
        format.setVCharType(HanyuPinyinVCharType.WITH_V);
        try {
            String[] all = PinyinHelper.toHanyuPinyinStringArray(character, format);
            if (all != null) {
                for (String reading : all) {
                    if (readings.size() < READINGS) {
                        readings.add(reading);
                    }
                }
            }
        } catch (BadHanyuPinyinOutputFormatCombination e) {
            throw new IllegalStateException("tones are off, and v is a letter", e);
        }
        return readings;
    }

    /** Ways to cut letters into whole syllables: {@code xian} is {@code xian} and {@code xi an}; empty where there is none. */
    static List<List<String>> spelled(String letters) {
        List<List<String>> ways = new ArrayList<>();
        if (letters.length() <= MAX_LETTERS) {
            cut(letters, 0, new ArrayList<>(), ways, reachable(letters), false);
        }
        return ways;
    }

    /** As {@link #spelled}, but the last one may be a syllable's beginning. */
    static List<List<String>> begun(String letters) {
        List<List<String>> ways = new ArrayList<>();
        if (letters.length() <= MAX_LETTERS) {
            boolean[] ends = new boolean[letters.length() + 1];
            Arrays.fill(ends, true);
            cut(letters, 0, new ArrayList<>(), ways, ends, true);
        }
        return ways;
    }

    /** The syllables that begin with these letters. */
    static Set<String> beginningWith(String letters) {
        return SYLLABLES.subSet(letters, true, letters + Character.MAX_VALUE, false);
    }

    /** From which places the end can be reached by whole syllables: without it, a long wrong run is tried 2^n ways. */
    private static boolean[] reachable(String letters) {
        boolean[] reachable = new boolean[letters.length() + 1];
        reachable[letters.length()] = true;
        for (int from = letters.length() - 1; from >= 0; from--) {
            for (int to = from + 1; to <= Math.min(letters.length(), from + 6); to++) {
                if (reachable[to] && SYLLABLES.contains(letters.substring(from, to))) {
                    reachable[from] = true;
                }
            }
        }
        return reachable;
    }

    private static void cut(
            String letters,
            int from,
            List<String> soFar,
            List<List<String>> ways,
            boolean[] reachable,
            boolean beginnings) {
        if (ways.size() >= WAYS || !reachable[from]) {
            return;
        }
        if (from == letters.length()) {
            ways.add(List.copyOf(soFar));
            return;
        }
        for (int to = Math.min(letters.length(), from + 6); to > from; to--) {
            String part = letters.substring(from, to);
            boolean last =
                    beginnings && to == letters.length() && !beginningWith(part).isEmpty();
            if (last || SYLLABLES.contains(part)) {
                soFar.add(part);
                cut(letters, to, soFar, ways, reachable, beginnings);
                soFar.remove(soFar.size() - 1);
            }
        }
    }

    private static TreeSet<String> syllables() {
        TreeSet<String> all = new TreeSet<>();
        KNOWN.forEach(all::addAll);
        all.removeIf(syllable -> !syllable.matches("[a-z]{1,6}") || syllable.matches("[mn]|ng|hm|hng"));
        return all;
    }
}
