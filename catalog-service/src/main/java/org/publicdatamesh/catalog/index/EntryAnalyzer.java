package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.cn.smart.HMMChineseTokenizer;
import org.apache.lucene.analysis.en.EnglishPossessiveFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.util.CharTokenizer;

/**
 * Takes texts apart. Three ways, as no one of them serves all:
 *
 * <ul>
 *   <li>{@link #words}: Chinese words after Lucene's smartcn model, for precision;
 *   <li>{@link #parts}: Chinese characters and pairs of neighbours, English stems (Porter), Tibetan syllables, for recall;
 *   <li>{@link #spelling}: the pinyin of each character of a name and its initial, at one position.
 * </ul>
 *
 * <p>All texts are {@linkplain #fold folded} first. Thread-safe.
 */
public final class EntryAnalyzer implements AutoCloseable {
    /** Stands before the first character in a spelling, so that a beginning can be asked for. */
    static final String START = "^";

    private static final Pattern YEAR = Pattern.compile("[零一二三四五六七八九]{4}(?=年)");
    private static final String FINANCIAL = "〇壹贰叁肆伍陆柒捌玖拾佰仟";
    private static final String PLAIN = "零一二三四五六七八九十百千";
    private static final String PLAIN_DIGITS = "零一二三四五六七八九";

    final Analyzer words = new Words();
    final Analyzer parts = new Parts();
    final Analyzer spelling = new Spelling();

    /**
     * One form for what is written in several: NFKC (Unicode Standard Annex 15) makes full-width letters and digits half-width
     * and Tibetan's no-break tsheg a tsheg; financial digits become plain (壹 is 一), years Arabic (二〇二五年 is 2025年), letters
     * lower-case, white space single.
     *
     * @param text any text
     */
    public static String fold(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(normal.length());
        for (int at = 0; at < normal.length(); at++) {
            int digit = FINANCIAL.indexOf(normal.charAt(at));
            folded.append(digit < 0 ? normal.charAt(at) : PLAIN.charAt(digit));
        }
        Matcher years = YEAR.matcher(folded);
        return years.replaceAll(year -> arabic(year.group()))
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** A name for comparison as a whole: folded, letters, marks and digits only. */
    static String bare(String text) {
        return fold(text).replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
    }

    /**
     * Chinese words; other scripts as smartcn leaves them.
     *
     * @param text any text
     */
    public List<String> words(String text) {
        return terms(words, text);
    }

    /**
     * Characters and pairs of Chinese, stems of English, syllables of Tibetan, in order.
     *
     * @param text any text
     */
    public List<String> parts(String text) {
        return terms(parts, text);
    }

    /**
     * Pinyin of each character and its initial, after a mark of the beginning; letters and digits stand for themselves.
     *
     * @param text a name
     */
    public List<String> spelling(String text) {
        return terms(spelling, text);
    }

    /** Lets go of the analyzers' buffers. */
    @Override
    public void close() {
        words.close();
        parts.close();
        spelling.close();
    }

    static List<String> terms(Analyzer analyzer, String text) {
        List<String> terms = new ArrayList<>();
        try (TokenStream tokens = analyzer.tokenStream("", fold(text))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                terms.add(term.toString());
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        return terms;
    }

    private static String arabic(String digits) {
        StringBuilder arabic = new StringBuilder();
        for (int at = 0; at < digits.length(); at++) {
            arabic.append(PLAIN_DIGITS.indexOf(digits.charAt(at)));
        }
        return arabic.toString();
    }

    /** Values of one field stand apart: no phrase goes from one to the next. */
    private abstract static class Separate extends Analyzer {
        @Override
        public int getPositionIncrementGap(String field) {
            return 100;
        }
    }

    private static final class Words extends Separate {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokenizer = new HMMChineseTokenizer();
            return new TokenStreamComponents(tokenizer, new PorterStemFilter(new WithoutPunctuation(tokenizer)));
        }
    }

    private static final class Parts extends Separate {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            // The default rules of words (Unicode Standard Annex 29) end a Tibetan word at each tsheg and shad.
            Tokenizer tokenizer = new StandardTokenizer();
            TokenStream pairs = new CJKBigramFilter(new EnglishPossessiveFilter(tokenizer), CJKBigramFilter.HAN, true);
            return new TokenStreamComponents(tokenizer, new PorterStemFilter(pairs));
        }
    }

    private static final class Spelling extends Separate {
        @Override
        protected TokenStreamComponents createComponents(String field) {
            Tokenizer tokenizer = new Characters();
            return new TokenStreamComponents(tokenizer, new Readings(tokenizer));
        }
    }

    /** smartcn gives punctuation as tokens. */
    private static final class WithoutPunctuation extends FilteringTokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

        WithoutPunctuation(TokenStream in) {
            super(in);
        }

        @Override
        protected boolean accept() {
            for (int at = 0; at < term.length(); at++) {
                if (Character.isLetterOrDigit(term.charAt(at))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Runs of letters and digits; {@link Readings} parts them into characters. */
    private static final class Characters extends CharTokenizer {
        @Override
        protected boolean isTokenChar(int character) {
            return Character.isLetterOrDigit(character);
        }
    }

    /** A mark of the beginning, then for each character its readings and their initials at one position. */
    private static final class Readings extends TokenFilter {
        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final PositionIncrementAttribute step = addAttribute(PositionIncrementAttribute.class);
        private final List<String> waiting = new ArrayList<>();
        private final List<Integer> steps = new ArrayList<>();
        private boolean begun;
        private int next;

        Readings(TokenStream in) {
            super(in);
        }

        @Override
        public void reset() throws IOException {
            super.reset();
            waiting.clear();
            steps.clear();
            next = 0;
            begun = false;
        }

        @Override
        public boolean incrementToken() throws IOException {
            if (!begun) {
                begun = true;
                add(Set.of(START));
            }
            while (next == waiting.size()) {
                if (!input.incrementToken()) {
                    return false;
                }
                waiting.clear();
                steps.clear();
                next = 0;
                read(term.toString());
            }
            clearAttributes();
            term.setEmpty().append(waiting.get(next));
            step.setPositionIncrement(steps.get(next));
            next++;
            return true;
        }

        private void read(String run) {
            for (int at = 0; at < run.length(); at++) {
                Set<String> readings = Pinyin.readings(run.charAt(at));
                if (readings.isEmpty()) {
                    add(Set.of(run.substring(at, at + 1)));
                } else {
                    Set<String> withInitials = new LinkedHashSet<>(readings);
                    for (String reading : readings) {
                        withInitials.add(reading.substring(0, 1));
                    }
                    add(withInitials);
                }
            }
        }

        private void add(Set<String> atOnePosition) {
            int one = 1;
            for (String each : atOnePosition) {
                waiting.add(each);
                steps.add(one);
                one = 0;
            }
        }
    }
}
