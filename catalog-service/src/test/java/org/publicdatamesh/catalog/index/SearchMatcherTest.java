package org.publicdatamesh.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.catalog.index.SearchResult.Hit;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** The matcher finds what the index finds. */
class SearchMatcherTest {
    private final SearchMatcher matcher = new SearchMatcher();
    private final List<IndexedEntry> catalogue = Samples.catalogue();

    @AfterEach
    void close() {
        matcher.close();
    }

    private Set<UUID> matched(SearchMatcher.Candidates candidates, @Nullable String text, SearchFilters filters) {
        BitSet places = candidates.matching(text, filters);
        return places.stream()
                .mapToObj(place -> catalogue.get(place).id())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<UUID> found(EntryIndex index, String text, SearchFilters filters) {
        Set<UUID> found = new TreeSet<>();
        SearchQuery query = new SearchQuery(text, filters, 0, 200, null, false);
        while (true) {
            SearchResult result = index.search(query);
            if (!result.everyWord()) {
                return Set.of();
            }
            result.hits().stream().map(Hit::id).forEach(found::add);
            if (result.next() == null) {
                return found;
            }
            query = query.after(result.next());
        }
    }

    @Test
    void ofEveryTextTheMatcherFindsTheEntriesThatTheIndexFindsWithEveryWord() {
        List<String> texts = new ArrayList<>(Samples.rows("relevance-queries.tsv").stream()
                .map(row -> row[0])
                .toList());
        texts.addAll(List.of("的", "!?", "jiaoyu", "xx", "2025", "101001", "000003", "name"));
        int matches = 0;
        try (EntryIndex index = EntryIndex.inMemory();
                SearchMatcher.Candidates candidates = matcher.among(catalogue)) {
            catalogue.forEach(index::put);
            index.refresh();
            for (String text : texts) {
                Set<UUID> found = found(index, text, SearchFilters.NONE);
                assertThat(matched(candidates, text, SearchFilters.NONE))
                        .as(text)
                        .isEqualTo(found);
                matches += found.size();
            }
        }
        assertThat(matches).isGreaterThan(texts.size());
    }

    @Test
    void aFilterLetsTheSameEntriesPassAsInTheIndex() {
        IndexedEntry some = catalogue.get(catalogue.size() / 2);
        SearchFilters none = SearchFilters.NONE;
        List<SearchFilters> all = List.of(
                new SearchFilters(Set.of(some.unit()), null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of()),
                new SearchFilters(
                        Set.of(),
                        some.classification().substring(0, 1),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of(),
                        Set.of()),
                new SearchFilters(Set.of(), null, Set.of(EntryKind.BASE), Set.of(), Set.of(), Set.of(), Set.of()),
                new SearchFilters(
                        Set.of(), null, Set.of(EntryKind.DEPARTMENT), Set.of(1, 2), Set.of(), Set.of(), Set.of()),
                new SearchFilters(
                        Set.of(), null, Set.of(), Set.of(), Set.of(ShareType.UNCONDITIONAL), Set.of(), Set.of()),
                new SearchFilters(Set.of(), null, Set.of(), Set.of(), Set.of(), Set.of(OpenType.NOT_OPEN), Set.of()),
                new SearchFilters(Set.of(), null, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(UpdateCycle.DAILY)),
                none);
        try (EntryIndex index = EntryIndex.inMemory();
                SearchMatcher.Candidates candidates = matcher.among(catalogue)) {
            catalogue.forEach(index::put);
            index.refresh();
            for (SearchFilters filters : all) {
                Set<UUID> found = new TreeSet<>();
                SearchQuery query = new SearchQuery(null, filters, 0, 200, null, false);
                for (SearchResult result = index.search(query); ; result = index.search(query)) {
                    result.hits().stream().map(Hit::id).forEach(found::add);
                    if (result.next() == null) {
                        break;
                    }
                    query = query.after(result.next());
                }
                assertThat(matched(candidates, null, filters))
                        .as(filters.toString())
                        .isEqualTo(found);
            }
            assertThat(matched(candidates, null, none)).hasSize(catalogue.size());
        }
    }

    @Test
    void twoVersionsOfOneEntryAreToldApart() {
        List<IndexedEntry> versions = List.of(Samples.entry(1, "低保花名册"), Samples.entry(1, 2, "特困花名册", "无", List.of()));
        try (SearchMatcher.Candidates candidates = matcher.among(versions)) {
            assertThat(candidates.matching("低保", SearchFilters.NONE).stream()).containsExactly(0);
            assertThat(candidates.matching("特困", SearchFilters.NONE).stream()).containsExactly(1);
            assertThat(candidates.matching("花名册", SearchFilters.NONE).stream()).containsExactly(0, 1);
        }
        try (SearchMatcher.Candidates nothing = matcher.among(List.of())) {
            assertThat(nothing.matching("低保", SearchFilters.NONE).isEmpty()).isTrue();
        }
    }

    @Test
    void tenThousandSearchesAreHeldAgainstAPublicationInLessThanASecondOnceTheyAreKnown() {
        List<String> words = catalogue.stream()
                .flatMap(entry -> entry.items().stream())
                .distinct()
                .limit(400)
                .toList();
        List<String> searches = new ArrayList<>();
        for (int i = 0; searches.size() < 10_000; i++) {
            searches.add(words.get(i % words.size()) + " " + words.get((i * 7 + i / words.size()) % words.size()));
        }
        Duration first = Duration.ZERO;
        Duration best = Duration.ofDays(1);
        for (int round = 0; round < 5; round++) {
            long start = System.nanoTime();
            int matches = 0;
            try (SearchMatcher.Candidates candidates = matcher.among(List.of(catalogue.get(round)))) {
                for (String search : searches) {
                    matches += candidates.matching(search, SearchFilters.NONE).cardinality();
                }
            }
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            first = round == 0 ? took : first;
            best = took.compareTo(best) < 0 ? took : best;
            assertThat(matches).isLessThan(searches.size());
        }
        System.out.printf(
                "10,000 searches with one publication: first %d ms, then %d ms%n", first.toMillis(), best.toMillis());
        assertThat(best).isLessThan(Duration.ofSeconds(1));
    }
}
