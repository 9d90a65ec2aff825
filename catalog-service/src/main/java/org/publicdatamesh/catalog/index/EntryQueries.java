package org.publicdatamesh.catalog.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.MultiPhraseQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.index.QueryWords.Word;
import org.publicdatamesh.catalog.index.SearchResult.Facet;

/** Puts what is asked into Lucene's queries; {@link Weights} says what counts how much. */
final class EntryQueries {
    /** Letters of initials: one may be a syllable already, a long run is a word. */
    private static final int MIN_INITIALS = 2;

    private static final int MAX_INITIALS = 12;
    private static final int MIN_PREFIX = 3;
    private static final int LIKE_LEVEL = 3;

    private final EntryAnalyzer analyzer;
    private final Synonyms synonyms = Synonyms.ofResources();

    EntryQueries(EntryAnalyzer analyzer) {
        this.analyzer = analyzer;
    }

    private record Placed(String term, int position) {}

    /** The words that an entry must have to be found by a text; with none of them nothing is found. */
    List<Word> asked(String text) {
        return QueryWords.of(text, synonyms, analyzer).asked();
    }

    /** Entries with a word. */
    Query with(Word word) {
        return somewhere(word, false);
    }

    /** Entries with every word. */
    Query everyWord(@Nullable String text) {
        if (text == null) {
            return MatchAllDocsQuery.INSTANCE;
        }
        QueryWords words = QueryWords.of(text, synonyms, analyzer);
        if (words.asked().isEmpty()) {
            return new MatchNoDocsQuery("no word in it");
        }
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        words.asked().forEach(word -> all.add(somewhere(word, false), Occur.MUST));
        words.welcome().forEach(word -> all.add(somewhere(word, false), Occur.SHOULD));
        whole(text).forEach(query -> all.add(query, Occur.SHOULD));
        return all.build();
    }

    /** Entries with at least half of the words, where half a word counts too. */
    Query mostWords(@Nullable String text) {
        if (text == null) {
            return new MatchNoDocsQuery("there are none at all");
        }
        QueryWords words = QueryWords.of(text, synonyms, analyzer);
        BooleanQuery.Builder asked = new BooleanQuery.Builder();
        words.asked().forEach(word -> asked.add(somewhere(word, true), Occur.SHOULD));
        asked.setMinimumNumberShouldMatch((words.asked().size() + 1) / 2);
        BooleanQuery.Builder all = new BooleanQuery.Builder();
        all.add(asked.build(), Occur.MUST);
        words.welcome().forEach(word -> all.add(somewhere(word, false), Occur.SHOULD));
        return all.build();
    }

    /** What the filters ask, by facet. */
    static Map<Facet, Query> filters(SearchFilters filters) {
        Map<Facet, Query> queries = new EnumMap<>(Facet.class);
        among(queries, Facet.UNIT, filters.units());
        String classification = filters.classification();
        if (classification != null) {
            queries.put(
                    Facet.CLASSIFICATION,
                    new PrefixQuery(new Term(Fields.facet(Facet.CLASSIFICATION), classification)));
        }
        among(queries, Facet.KIND, names(filters.kinds()));
        among(
                queries,
                Facet.GRADE,
                filters.grades().stream().map(String::valueOf).toList());
        among(queries, Facet.SHARE_TYPE, names(filters.shareTypes()));
        among(queries, Facet.OPEN_TYPE, names(filters.openTypes()));
        among(queries, Facet.UPDATE_CYCLE, names(filters.updateCycles()));
        return queries;
    }

    /** Names that go on from what was typed: from their beginning, or from within. */
    Query begunBy(String typed) {
        List<Query> ways = new ArrayList<>();
        String bare = EntryAnalyzer.bare(typed);
        if (bare.isEmpty()) {
            return new MatchNoDocsQuery("no letter in it");
        }
        ways.add(constant(new PrefixQuery(new Term(Fields.NAME_EXACT, bare)), 8));
        phrase(Fields.NAME_PARTS, typed).ifPresent(query -> ways.add(constant(query, 4)));
        if (bare.matches("\\p{IsLatin}+")) {
            ways.add(constant(new PrefixQuery(new Term(Fields.NAME_PARTS, bare)), 4));
        }
        if (bare.matches("[a-z]+")) {
            for (List<String> syllables : Pinyin.begun(bare)) {
                ways.add(constant(spelling(syllables, true, true), 7));
                ways.add(constant(spelling(syllables, false, true), 3));
            }
            if (bare.length() >= MIN_INITIALS && bare.length() <= MAX_INITIALS) {
                List<String> initials = List.of(bare.split("", 0));
                ways.add(constant(spelling(initials, true, false), 6));
                ways.add(constant(spelling(initials, false, false), 2));
            }
        }
        return new DisjunctionMaxQuery(ways, 0);
    }

    /** Entries with words of the name, items, themes, or the classification in common; not the entry itself. */
    Query like(UUID id, Fields.Likeness likeness) {
        BooleanQuery.Builder alike = new BooleanQuery.Builder();
        Set<String> seen = new HashSet<>();
        QueryWords words = QueryWords.of(likeness.name(), synonyms, analyzer);
        for (Word word : words.asked()) {
            alike.add(somewhere(word, false), Occur.SHOULD);
        }
        for (String theme : likeness.themes()) {
            phrase(Fields.COVERS, theme).ifPresent(query -> alike.add(boost(query, Weights.COVERS), Occur.SHOULD));
        }
        for (String item : likeness.items()) {
            if (seen.add(item)) {
                phrase(Fields.ITEMS, item).ifPresent(query -> alike.add(boost(query, Weights.ITEM), Occur.SHOULD));
            }
        }
        if (likeness.classification().length() >= LIKE_LEVEL) {
            String level = likeness.classification().substring(0, LIKE_LEVEL);
            Query same = new PrefixQuery(new Term(Fields.facet(Facet.CLASSIFICATION), level));
            alike.add(constant(same, Weights.CODE), Occur.SHOULD);
        }
        return new BooleanQuery.Builder()
                .add(alike.build(), Occur.MUST)
                .add(new TermQuery(new Term(Fields.ID, id.toString())), Occur.MUST_NOT)
                .build();
    }

    private List<Query> whole(String text) {
        List<Query> queries = new ArrayList<>();
        queries.add(constant(new TermQuery(new Term(Fields.NAME_EXACT, EntryAnalyzer.bare(text))), Weights.NAME_EXACT));
        phrase(Fields.NAME_PARTS, text).ifPresent(query -> queries.add(constant(query, Weights.NAME_PHRASE)));
        return queries;
    }

    private Query somewhere(Word word, boolean half) {
        List<Query> places = new ArrayList<>();
        float weight = 1;
        for (String form : word.forms()) {
            places(form, weight, places);
            weight = Weights.SYNONYM;
        }
        switch (word.script()) {
            case HAN -> {}
            case LATIN -> {
                beginning(word.typed(), places);
                spelled(word.typed(), places);
            }
            case DIGITS -> code(word.typed(), places);
            case TIBETAN -> syllables(word.typed(), places);
            case OTHER -> beginning(word.typed(), places);
        }
        if (half) {
            half(word.typed(), places);
        }
        return places.isEmpty()
                ? new MatchNoDocsQuery("no term in it")
                : new DisjunctionMaxQuery(places, Weights.OTHER_FIELDS);
    }

    private void places(String form, float weight, List<Query> places) {
        phrase(Fields.NAME_WORDS, placed(analyzer.words, form))
                .ifPresent(query -> places.add(boost(query, weight * Weights.NAME_WORD)));
        List<Placed> parts = placed(analyzer.parts, form);
        phrase(Fields.NAME_PARTS, parts).ifPresent(query -> places.add(boost(query, weight * Weights.NAME_PART)));
        phrase(Fields.COVERS, parts).ifPresent(query -> places.add(boost(query, weight * Weights.COVERS)));
        phrase(Fields.ITEMS, parts).ifPresent(query -> places.add(boost(query, weight * Weights.ITEM)));
        phrase(Fields.SUMMARY, parts).ifPresent(query -> places.add(boost(query, weight * Weights.SUMMARY)));
    }

    private static void beginning(String typed, List<Query> places) {
        if (typed.length() >= MIN_PREFIX) {
            places.add(constant(new PrefixQuery(new Term(Fields.NAME_PARTS, typed)), Weights.NAME_PREFIX));
        }
    }

    private static void spelled(String typed, List<Query> places) {
        String letters = typed.replaceAll("['’-]", "").replace('ü', 'v');
        if (!letters.matches("[a-z]+")) {
            return;
        }
        for (List<String> syllables : Pinyin.spelled(letters)) {
            places.add(constant(spelling(syllables, false, false), Weights.NAME_PINYIN));
        }
        if (letters.length() >= MIN_INITIALS && letters.length() <= MAX_INITIALS) {
            places.add(constant(spelling(List.of(letters.split("", 0)), false, false), Weights.NAME_INITIALS));
        }
    }

    private static void code(String typed, List<Query> places) {
        places.add(constant(new TermQuery(new Term(Fields.CODE, typed)), Weights.CODE));
        if (typed.length() >= MIN_PREFIX) {
            places.add(constant(new PrefixQuery(new Term(Fields.CODE, typed)), Weights.CODE_PREFIX));
        }
    }

    /** Tibetan does not mark words: its syllables may stand apart. */
    private void syllables(String typed, List<Query> places) {
        for (String field : List.of(Fields.NAME_PARTS, Fields.SUMMARY)) {
            BooleanQuery.Builder each = new BooleanQuery.Builder();
            List<Placed> syllables = placed(analyzer.parts, typed);
            syllables.forEach(syllable -> each.add(new TermQuery(new Term(field, syllable.term())), Occur.MUST));
            if (!syllables.isEmpty()) {
                places.add(
                        constant(each.build(), field.equals(Fields.SUMMARY) ? Weights.SUMMARY : Weights.NAME_PREFIX));
            }
        }
    }

    private void half(String typed, List<Query> places) {
        List<Placed> parts = placed(analyzer.parts, typed);
        if (parts.size() < 2) {
            return;
        }
        BooleanQuery.Builder some = new BooleanQuery.Builder();
        parts.forEach(part -> some.add(new TermQuery(new Term(Fields.NAME_PARTS, part.term())), Occur.SHOULD));
        some.setMinimumNumberShouldMatch((parts.size() + 1) / 2);
        places.add(boost(some.build(), Weights.HALF_WORD * Weights.NAME_PART / parts.size()));
    }

    /** Syllables or initials in their order; with three or more, one character may stand between. */
    private static Query spelling(List<String> syllables, boolean fromStart, boolean lastOpen) {
        MultiPhraseQuery.Builder phrase = new MultiPhraseQuery.Builder();
        if (fromStart) {
            phrase.add(new Term(Fields.NAME_SPELLING, EntryAnalyzer.START));
        }
        for (int at = 0; at < syllables.size(); at++) {
            String syllable = syllables.get(at);
            Collection<String> forms =
                    lastOpen && at == syllables.size() - 1 ? Pinyin.beginningWith(syllable) : List.of(syllable);
            phrase.add(forms.stream()
                    .map(form -> new Term(Fields.NAME_SPELLING, form))
                    .toArray(Term[]::new));
        }
        if (!fromStart && syllables.size() > 2 && syllables.stream().anyMatch(syllable -> syllable.length() > 1)) {
            phrase.setSlop(1);
        }
        return phrase.build();
    }

    private Optional<Query> phrase(String field, String text) {
        return phrase(field, placed(analyzer.parts, text));
    }

    private static Optional<Query> phrase(String field, List<Placed> terms) {
        if (terms.isEmpty()) {
            return Optional.empty();
        }
        if (terms.size() == 1) {
            return Optional.of(new TermQuery(new Term(field, terms.getFirst().term())));
        }
        PhraseQuery.Builder phrase = new PhraseQuery.Builder();
        terms.forEach(term -> phrase.add(new Term(field, term.term()), term.position()));
        return Optional.of(phrase.build());
    }

    /** The terms of a text with their places; single characters only where no pair holds them. */
    private static List<Placed> placed(Analyzer analyzer, String text) {
        List<Placed> all = new ArrayList<>();
        List<Placed> singles = new ArrayList<>();
        Set<Integer> inPairs = new HashSet<>();
        int position = -1;
        try (TokenStream tokens = analyzer.tokenStream("", EntryAnalyzer.fold(text))) {
            CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
            PositionIncrementAttribute step = tokens.addAttribute(PositionIncrementAttribute.class);
            TypeAttribute type = tokens.addAttribute(TypeAttribute.class);
            tokens.reset();
            while (tokens.incrementToken()) {
                position += step.getPositionIncrement();
                Placed placed = new Placed(term.toString(), position);
                if (type.type().equals(CJKBigramFilter.SINGLE_TYPE)) {
                    singles.add(placed);
                } else {
                    all.add(placed);
                }
                if (type.type().equals(CJKBigramFilter.DOUBLE_TYPE)) {
                    inPairs.add(position);
                    inPairs.add(position + 1);
                }
            }
            tokens.end();
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot be read", e);
        }
        singles.stream().filter(single -> !inPairs.contains(single.position())).forEach(all::add);
        all.sort(Comparator.comparingInt(Placed::position));
        return all;
    }

    private static List<String> names(Set<? extends Enum<?>> constants) {
        return constants.stream().map(Fields::kebab).toList();
    }

    private static void among(Map<Facet, Query> queries, Facet facet, Collection<String> values) {
        if (!values.isEmpty()) {
            List<BytesRef> terms = values.stream().map(BytesRef::new).toList();
            queries.put(facet, new TermInSetQuery(Fields.facet(facet), terms));
        }
    }

    private static Query constant(Query query, float weight) {
        return new BoostQuery(new ConstantScoreQuery(query), weight);
    }

    private static Query boost(Query query, float weight) {
        return new BoostQuery(query, weight);
    }
}
