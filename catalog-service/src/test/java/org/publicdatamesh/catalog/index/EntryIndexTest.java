package org.publicdatamesh.catalog.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.catalog.index.SearchResult.Count;
import org.publicdatamesh.catalog.index.SearchResult.Facet;
import org.publicdatamesh.catalog.index.SearchResult.Hit;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

class EntryIndexTest {
    private final EntryIndex index = EntryIndex.inMemory();

    @AfterEach
    void close() {
        index.close();
    }

    @Test
    void aChangeIsSeenAfterTheNextRefresh() {
        index.put(Samples.entry(1, "低保花名册"));
        assertThat(found("低保")).isEmpty();
        index.refresh();
        assertThat(found("低保")).containsExactly(1);
        index.put(Samples.entry(1, 2, "特困花名册", "无", List.of()));
        index.refresh();
        assertThat(found("低保")).isEmpty();
        assertThat(index.search(SearchQuery.of("特困")).hits())
                .extracting(Hit::version)
                .containsExactly(2);
        index.remove(Samples.id(1));
        assertThat(found("特困")).containsExactly(1);
        index.refresh();
        assertThat(found("特困")).isEmpty();
        assertThat(index.size()).isZero();
    }

    @Test
    void theWholeNameComesBeforeAPhraseBeforeWordsBeforeCodeItemsAndSummary() {
        index.put(Samples.entry(6, 1, "甲表", "牦牛 2025 存栏", List.of()));
        index.put(Samples.entry(5, 1, "乙表", "无", List.of("牦牛 2025 存栏")));
        index.put(Samples.entry(3, "存栏的牦牛在 2025"));
        index.put(Samples.entry(2, "拉萨市牦牛 2025 存栏数"));
        index.put(Samples.entry(1, "牦牛2025存栏"));
        index.refresh();
        assertThat(found("牦牛2025存栏")).containsExactly(1, 2, 3, 5, 6);
    }

    @Test
    void aCodeIsFoundWholeBySerialAndByItsBeginningBeforeItems() {
        index.put(Samples.entry(123, "甲表"));
        index.put(Samples.entry(7, 1, "乙表", "123", List.of("123")));
        index.refresh();
        assertThat(found("101001/000123")).containsExactly(123);
        assertThat(found("000123")).containsExactly(123);
        assertThat(found("123")).containsExactly(123, 7);
        assertThat(found("1010")).containsExactlyInAnyOrder(7, 123);
    }

    @Test
    void eachWordMustBeSomewhereAndWhereNothingHasThemAllMostCount() {
        index.put(Samples.entry(1, 1, "拉萨市学校", "按季度报送", List.of("班主任")));
        index.put(Samples.entry(2, "那曲市学校"));
        index.put(Samples.entry(3, "水库"));
        index.refresh();
        SearchResult all = index.search(SearchQuery.of("学校 班主任 季度 报送"));
        assertThat(all.everyWord()).isTrue();
        assertThat(all.hits()).extracting(Hit::id).containsExactly(Samples.id(1));
        SearchResult most = index.search(SearchQuery.of("那曲 学校 班主任 季度"));
        assertThat(most.everyWord()).isFalse();
        assertThat(most.hits()).extracting(Hit::id).containsExactlyInAnyOrder(Samples.id(1), Samples.id(2));
        assertThat(index.search(SearchQuery.of("光伏")).total()).isZero();
        assertThat(index.search(SearchQuery.of("。，!")).total()).isZero();
    }

    @Test
    void filtersNarrowAndAFilteredFacetCountsItsOtherValues() {
        index.put(filed(1, "civil", "101001", EntryKind.BASE, 1));
        index.put(filed(2, "civil", "101002", EntryKind.DEPARTMENT, 2));
        index.put(filed(3, "school", "105001", EntryKind.DEPARTMENT, 2));
        index.put(filed(4, "school", "205001", EntryKind.THEME, 3));
        index.refresh();
        SearchResult all = index.search(SearchQuery.of("名单"));
        assertThat(all.total()).isEqualTo(4);
        assertThat(all.facets().get(Facet.UNIT)).containsExactly(new Count("civil", 2), new Count("school", 2));
        assertThat(all.facets().get(Facet.CLASSIFICATION)).containsExactly(new Count("1", 3), new Count("2", 1));
        assertThat(all.facets().get(Facet.GRADE))
                .containsExactly(new Count("2", 2), new Count("1", 1), new Count("3", 1));
        assertThat(all.facets().get(Facet.SHARE_TYPE)).containsExactly(new Count("not-shared", 4));
        assertThat(all.facets().get(Facet.OPEN_TYPE)).containsExactly(new Count("not-open", 4));
        assertThat(all.facets().get(Facet.UPDATE_CYCLE)).containsExactly(new Count("real-time", 4));

        SearchResult civil = index.search(SearchQuery.of("名单").within(units(Set.of("civil"), null)));
        assertThat(civil.total()).isEqualTo(2);
        assertThat(civil.facets().get(Facet.UNIT)).containsExactly(new Count("civil", 2), new Count("school", 2));
        assertThat(civil.facets().get(Facet.KIND)).containsExactly(new Count("base", 1), new Count("department", 1));

        SearchResult below = index.search(SearchQuery.of("名单").within(units(Set.of(), "10")));
        assertThat(below.facets().get(Facet.CLASSIFICATION)).containsExactly(new Count("101", 2), new Count("105", 1));

        SearchFilters each = new SearchFilters(
                Set.of("civil", "school"),
                "1",
                Set.of(EntryKind.DEPARTMENT),
                Set.of(2),
                Set.of(ShareType.NOT_SHARED),
                Set.of(OpenType.NOT_OPEN),
                Set.of(UpdateCycle.REAL_TIME));
        assertThat(index.search(SearchQuery.of("名单").within(each)).total()).isEqualTo(2);
        SearchFilters none = new SearchFilters(
                Set.of(), null, Set.of(), Set.of(), Set.of(ShareType.CONDITIONAL), Set.of(), Set.of());
        assertThat(index.search(SearchQuery.of("名单").within(none)).total()).isZero();
    }

    @Test
    void pagesByOffsetAndByCursorTogetherGiveEachHitOnce() {
        IntStream.range(0, 25).forEach(number -> index.put(Samples.entry(number, "名单" + number)));
        index.refresh();
        SearchQuery query = new SearchQuery("名单", SearchFilters.NONE, 0, 10, null, false);
        List<Hit> whole = index.search(query.page(0, 100)).hits();
        List<Hit> byOffset = new ArrayList<>();
        for (int from = 0; from < 30; from += 10) {
            byOffset.addAll(index.search(query.page(from, 10)).hits());
        }
        SearchResult page = index.search(query);
        List<Hit> byCursor = new ArrayList<>(page.hits());
        String next = page.next();
        while (next != null) {
            page = index.search(query.after(next));
            assertThat(page.total()).isEqualTo(25);
            byCursor.addAll(page.hits());
            next = page.next();
        }
        assertThat(whole).hasSize(25);
        assertThat(byOffset).isEqualTo(whole);
        assertThat(byCursor).isEqualTo(whole);
    }

    @Test
    void withoutTextEveryEntryIsGivenById() {
        IntStream.of(3, 1, 2).forEach(number -> index.put(Samples.entry(number, "名单")));
        index.refresh();
        SearchQuery all = new SearchQuery(null, SearchFilters.NONE, 0, 2, null, true);
        SearchResult first = index.search(all);
        assertThat(numbers(first.hits())).containsExactly(1, 2);
        String next = first.next();
        assertThat(next).isNotNull();
        assertThat(numbers(index.search(all.after(next == null ? "" : next)).hits()))
                .containsExactly(3);
    }

    @Test
    void boundsAreKept() {
        assertThatIllegalArgumentException().isThrownBy(() -> SearchQuery.of(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> SearchQuery.of("字".repeat(201)));
        SearchQuery query = SearchQuery.of("字".repeat(200));
        assertThatIllegalArgumentException().isThrownBy(() -> query.page(0, 201));
        assertThatIllegalArgumentException().isThrownBy(() -> query.page(0, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> query.page(-1, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> query.page(9_991, 10));
        assertThat(query.page(9_990, 10).offset()).isEqualTo(9_990);
        assertThatIllegalArgumentException().isThrownBy(() -> query.after("!"));
        assertThatIllegalArgumentException().isThrownBy(() -> query.after("AAAA"));
        assertThatIllegalArgumentException().isThrownBy(() -> units(Set.of(), "1x"));
        assertThatIllegalArgumentException().isThrownBy(() -> index.suggest(""));
        assertThatIllegalArgumentException().isThrownBy(() -> index.similar(Samples.id(1), 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "花名册低保社保学校医院营业执照企业不动产道路公交景区寺庙驾照教师气象疫苗林地水库扶贫农机",
                "x'-/._",
                "AND OR NOT (\"*?~^\\",
                "🐂🐂",
                "xianxianxianxianxianxianxianxianxianxianxian",
                "1/2/3/./-",
                "་།་"
            })
    void nothingThatIsTypedBreaksASearch(String text) {
        index.put(Samples.entry(1, "低保花名册"));
        index.refresh();
        String longest = text.repeat(200 / text.length());
        assertThat(index.search(SearchQuery.of(longest)).total()).isBetween(0L, 1L);
        assertThat(index.suggest(longest)).hasSizeLessThanOrEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"户", "户口", "huk", "hukou", "hkd", "口登", "Regis", "མི"})
    void namesAreSuggestedByCharactersPinyinAndInitials(String typed) {
        index.put(named(1, new Text("户口登记", "མི་འབོར", "Registered people")));
        index.put(named(2, new Text("水库", "ཆུ་མཛོད", "Lakes")));
        index.refresh();
        assertThat(index.suggest(typed)).extracting(Suggestion::id).containsExactly(Samples.id(1));
    }

    @Test
    void suggestionsAreTenAtMostShortOnesFirstEachNameOnce() {
        IntStream.range(0, 15).forEach(number -> index.put(Samples.entry(number, "低保" + "表".repeat(15 - number))));
        index.put(Samples.entry(20, "低保表"));
        index.refresh();
        assertThat(index.suggest("低保"))
                .hasSize(10)
                .extracting(each -> each.name().zh())
                .startsWith("低保表", "低保表表");
    }

    @Test
    void entriesLikeAnotherShareItsWordsItemsOrClassification() {
        Samples.catalogue().forEach(index::put);
        index.refresh();
        IndexedEntry first = Samples.catalogue().getFirst();
        List<Hit> similar = index.similar(first.id(), 5);
        assertThat(similar).hasSize(5).extracting(Hit::id).doesNotContain(first.id());
        assertThat(similar).allMatch(hit -> hit.name().zh().endsWith("低保对象花名册"));
        assertThat(index.similar(Samples.id(999_999), 5)).isEmpty();
    }

    @Test
    void theOldIndexAnswersUntilANewOneIsBuilt() {
        index.put(Samples.entry(1, "旧名单"));
        index.put(Samples.entry(2, "旧水库"));
        index.refresh();
        Stream<IndexedEntry> entries = IntStream.range(1, 4).mapToObj(number -> {
            index.refresh();
            assertThat(found("旧名单")).containsExactly(1);
            if (number == 1) {
                index.put(Samples.entry(3, 9, "新草原", "无", List.of()));
                index.remove(Samples.id(2));
            }
            return Samples.entry(number, "新名单" + number);
        });
        index.rebuild(entries);
        assertThat(found("旧")).isEmpty();
        assertThat(found("新名单")).containsExactly(1);
        assertThat(found("新草原")).containsExactly(3);
        assertThat(index.size()).isEqualTo(2);
    }

    @Test
    void aRebuildThatFailsLeavesTheOldIndex() {
        index.put(Samples.entry(1, "旧名单"));
        index.refresh();
        Stream<IndexedEntry> broken = Stream.of(1, 2).map(number -> {
            if (number == 2) {
                throw new IllegalArgumentException("broken row");
            }
            return Samples.entry(number, "新名单");
        });
        assertThatThrownBy(() -> index.rebuild(broken)).hasMessage("broken row");
        assertThat(found("旧名单")).containsExactly(1);
        index.rebuild(Stream.of(Samples.entry(2, "新名单")));
        assertThat(found("新名单")).containsExactly(2);
    }

    @Test
    void aFolderKeepsTheIndexAcrossRebuildsAndStarts(@TempDir Path folder) {
        try (EntryIndex kept = EntryIndex.in(folder)) {
            kept.put(Samples.entry(1, "旧名单"));
            kept.rebuild(Stream.of(Samples.entry(2, "新名单")));
            kept.put(Samples.entry(3, "水库"));
            kept.commit();
        }
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("current", "form-2-1");
        try (EntryIndex kept = EntryIndex.in(folder)) {
            assertThat(kept.size()).isEqualTo(2);
            assertThat(numbers(kept.search(SearchQuery.of("新名单")).hits())).containsExactly(2);
        }
    }

    @Test
    void changesSearchesAndRebuildsMayComeAtOnce() throws Exception {
        int threads = 4;
        int each = 50;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads + 2)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int from = thread * each;
                all.add(pool.submit(() -> IntStream.range(from, from + each).forEach(number -> {
                    index.put(Samples.entry(number, "名单"));
                    index.put(Samples.entry(number, 2, "清册", "无", List.of()));
                    if (number % 2 == 1) {
                        index.remove(Samples.id(number));
                    }
                })));
            }
            all.add(pool.submit(() -> IntStream.range(0, 40).forEach(turn -> {
                index.refresh();
                assertThat(index.search(SearchQuery.of("清册")).total()).isBetween(0L, (long) threads * each);
            })));
            all.add(pool.submit(() -> IntStream.range(0, 5)
                    .forEach(turn ->
                            index.rebuild(IntStream.range(500, 510).mapToObj(number -> Samples.entry(number, "水库"))))));
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        index.rebuild(IntStream.range(0, 20).mapToObj(number -> Samples.entry(number, "水库")));
        assertThat(index.size()).isEqualTo(20);
    }

    @Test
    void manyThreadsLeaveTheLastVersionOfEachEntry() throws Exception {
        try (ExecutorService pool = Executors.newFixedThreadPool(4)) {
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int from = thread * 25;
                all.add(pool.submit(() -> IntStream.range(from, from + 25).forEach(number -> {
                    index.put(Samples.entry(number, "名单"));
                    index.put(Samples.entry(number, 2, "水库", "无", List.of()));
                    index.refresh();
                })));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
        }
        assertThat(index.search(SearchQuery.of("水库")).total()).isEqualTo(100);
        assertThat(index.search(SearchQuery.of("名单")).total()).isZero();
    }

    @Test
    void aClosedIndexSaysSo() {
        index.close();
        index.close();
        assertThatIllegalStateException().isThrownBy(() -> found("名单"));
        assertThatIllegalStateException().isThrownBy(() -> index.put(Samples.entry(1, "名单")));
        assertThatIllegalStateException().isThrownBy(() -> index.rebuild(Stream.of()));
    }

    private List<Integer> found(String text) {
        return numbers(index.search(SearchQuery.of(text)).hits());
    }

    private static List<Integer> numbers(List<Hit> hits) {
        return hits.stream()
                .map(hit -> (int) hit.id().getLeastSignificantBits())
                .toList();
    }

    private static SearchFilters units(Set<String> units, @Nullable String classification) {
        return new SearchFilters(units, classification, Set.of(), Set.of(), Set.of(), Set.of(), Set.of());
    }

    private static IndexedEntry named(int number, Text name) {
        return Samples.of(number, 1, "101001", name, "无", "civil", List.of(), List.of(), List.of());
    }

    private static IndexedEntry filed(int number, String unit, String classification, EntryKind kind, int grade) {
        return new IndexedEntry(
                Samples.id(number),
                1,
                classification + "/" + number,
                new Text("名单" + number, null, null),
                "无",
                unit,
                kind,
                classification,
                List.of(),
                List.of(),
                grade,
                ShareType.NOT_SHARED,
                OpenType.NOT_OPEN,
                UpdateCycle.REAL_TIME,
                List.of(),
                List.of());
    }
}
