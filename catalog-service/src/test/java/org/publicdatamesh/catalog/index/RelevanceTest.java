package org.publicdatamesh.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RelevanceTest {
    private static final int FIRST = 5;
    private static final double WANTED = 0.9;
    private static EntryIndex index = EntryIndex.inMemory();

    @BeforeAll
    static void fill() {
        Samples.catalogue().forEach(index::put);
        index.refresh();
    }

    @AfterAll
    static void close() {
        index.close();
    }

    @Test
    void whatAPersonExpectsIsAmongTheFirstFiveOfNineQueriesInTen() {
        List<String> missed = new ArrayList<>();
        List<String[]> queries = Samples.rows("relevance-queries.tsv");
        for (String[] query : queries) {
            List<String> expected = List.of(query[1].split(" \\| ", -1));
            List<String> found = names(query[0]);
            if (found.stream().noneMatch(expected::contains)) {
                missed.add(query[0] + " gave " + found);
            }
        }
        double share = 1 - missed.size() / (double) queries.size();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(60);
        assertThat(share).as("share that succeeds; missed: %s", missed).isGreaterThanOrEqualTo(WANTED);
    }

    @Test
    void everyExpectedNameIsAnEntry() {
        List<String> all =
                Samples.catalogue().stream().map(entry -> entry.name().zh()).toList();
        for (String[] query : Samples.rows("relevance-queries.tsv")) {
            assertThat(all).contains(query[1].split(" \\| ", -1));
        }
    }

    @Test
    void eachWholeNameFindsItsEntryFirst() {
        for (IndexedEntry entry : Samples.catalogue()) {
            SearchResult result = index.search(SearchQuery.of(entry.name().zh()));
            assertThat(result.hits().getFirst().id()).as(entry.name().zh()).isEqualTo(entry.id());
        }
    }

    private static List<String> names(String text) {
        return index.search(SearchQuery.of(text)).hits().stream()
                .limit(FIRST)
                .map(hit -> hit.name().zh())
                .toList();
    }
}
