package org.publicdatamesh.catalog.element;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.publicdatamesh.catalog.index.EntryAnalyzer;

/**
 * A name of a datum, taken apart as data element standards do (GB/T 18391.5, ISO/IEC 11179-5).
 *
 * @param stem object class and property, in one form for what is written in several; empty where the name says none
 * @param representation what it ends with, such as 号码; empty where it ends with none that is known
 */
public record DatumName(String stem, String representation) {
    private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)");

    /** Reads a name: width, case, spaces, punctuation and synonyms make no difference. */
    public static DatumName of(String name) {
        String bare = bare(withoutRemarks(EntryAnalyzer.fold(name)));
        String plain = Terms.KNOWN.plain(bare);
        String word = Terms.KNOWN.representation(plain);
        return new DatumName(plain.substring(0, plain.length() - word.length()), Terms.KNOWN.representationHead(word));
    }

    /** Reads a key. */
    static DatumName ofKey(String key) {
        int at = key.lastIndexOf('|');
        return new DatumName(key.substring(0, at), key.substring(at + 1));
    }

    private static String withoutRemarks(String folded) {
        Matcher brackets = BRACKETS.matcher(folded);
        String rest = brackets.replaceAll(
                found -> Terms.KNOWN.passedOverInBrackets(bare(found.group(1)).isEmpty() ? "%" : bare(found.group(1)))
                        ? ""
                        : Matcher.quoteReplacement(found.group()));
        return bare(rest).isEmpty() ? folded : rest;
    }

    /** Letters, marks and digits only, folded. */
    static String bare(String text) {
        return EntryAnalyzer.fold(text).replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
    }

    /** The one form of all names that are the same. */
    public String key() {
        return stem + "|" + representation;
    }

    /** The name without whoever it is about; itself where it says nobody, or nothing would be left of it. */
    public DatumName general() {
        DatumName general =
                new DatumName(stem.substring(Terms.KNOWN.holder(stem).length()), representation);
        return general.says() ? general : this;
    }

    /** Whether it names a datum: 名称 alone could be anything's. */
    boolean says() {
        return !stem.isEmpty() || Terms.KNOWN.complete(representation);
    }

    /** Pairs of neighbouring characters of the stem; the character where there is one. */
    public Set<String> grams() {
        return grams(stem);
    }

    static Set<String> grams(String text) {
        Set<String> grams = new LinkedHashSet<>();
        if (text.length() == 1) {
            grams.add(text);
        }
        for (int at = 0; at + 2 <= text.length(); at++) {
            grams.add(text.substring(at, at + 2));
        }
        return grams;
    }
}
