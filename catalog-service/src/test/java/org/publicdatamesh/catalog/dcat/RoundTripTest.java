package org.publicdatamesh.catalog.dcat;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.harvest.CatalogueDocument;
import org.publicdatamesh.catalog.harvest.CatalogueReader;
import org.publicdatamesh.catalog.harvest.HarvestFormat;
import org.publicdatamesh.catalog.harvest.HarvestedDataset;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Distribution;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Named;
import org.publicdatamesh.catalog.harvest.LocalContexts;
import org.publicdatamesh.catalog.harvest.PageBounds;
import org.publicdatamesh.catalog.harvest.RdfDocument;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.catalog.resource.ResourceState;
import org.publicdatamesh.catalog.unit.PublishingUnit;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.test.Requirement;

/** What the open metadata say of an entry, read back as another catalogue's harvester reads it, is the same. */
class RoundTripTest {
    private static final String EU = "http://publications.europa.eu/resource/authority/";
    private static final String BASE = "https://catalogue.example";
    private static final String PORTAL = "https://open.example";
    private static final String LICENCE = "https://open.example/licence";
    private static final List<String> STANDARDS = List.of("GB/T 10114", "GB 11643 \"身份\"", "GB/T 2260 <&>");
    private static final List<String> LABELS =
            List.of("统计代码", "名称", "路线编号", "མིང་།", "Wert \"x\" \\ <&>", "第一行\n第二行", "😀");

    private final DcatConfig config = new DcatConfig() {
        @Override
        public URI base() {
            return URI.create(BASE);
        }

        @Override
        public Optional<URI> openPortal() {
            return Optional.of(URI.create(PORTAL));
        }

        @Override
        public Optional<URI> licence() {
            return Optional.of(URI.create(LICENCE));
        }

        @Override
        public String title() {
            return "公共数据目录";
        }

        @Override
        public String description() {
            return "本级公共数据目录";
        }

        @Override
        public String authority() {
            return "公共数据主管部门";
        }
    };
    private final Random random = new Random(20261127);
    private final Map<String, PublishingUnit> units = Map.of(
            "civil-affairs",
            new PublishingUnit(
                    "civil-affairs",
                    new Text("民政厅", "མི་སྲིད་ཐིང་།", "Civil Affairs"),
                    Level.REGION,
                    "540000",
                    false,
                    Instant.parse("2026-01-01T00:00:00Z")));

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Instant instant() {
        return Instant.parse("2025-01-01T00:00:00Z").plusMillis(random.nextLong(50_000_000_000L));
    }

    private DataItem item(int i) {
        return new DataItem(
                "item" + i,
                any(LABELS),
                ItemType.INTEGER,
                null,
                i == 0,
                i == 0,
                ItemCheck.NONE,
                1,
                Identifies.NOBODY,
                Mask.NONE,
                null,
                random.nextBoolean() ? any(STANDARDS) : null);
    }

    private Described entry(int i) {
        List<LegalBasis> bases = IntStream.range(0, random.nextInt(3))
                .mapToObj(n -> new LegalBasis("条例" + n, "第" + random.nextInt(50) + "条"))
                .toList();
        EntryContent content = new EntryContent(
                new Text(
                        "名录 " + i + " <&> \"甲\"",
                        random.nextBoolean() ? "མིང་ཐོ།" : null,
                        random.nextBoolean() ? "List " + i : null),
                "第一行\n第二行 \\ <&> " + i,
                any(EntryKind.values()),
                "20300" + random.nextInt(10),
                1,
                any(ShareType.values()),
                List.of(),
                bases,
                any(OpenType.values()),
                any(UpdateCycle.values()),
                IntStream.range(0, 1 + random.nextInt(40)).mapToObj(this::item).toList(),
                null);
        UUID id = new UUID(i, 7);
        PublishedEntry entry = new PublishedEntry(
                id,
                1 + random.nextInt(9),
                content.classification() + "/" + String.format(java.util.Locale.ROOT, "%06d", i),
                random.nextBoolean() ? "civil-affairs" : "unit not known yet",
                instant(),
                instant(),
                content);
        List<Resource.View> resources = IntStream.range(0, random.nextInt(4))
                .mapToObj(n -> new Resource.View(
                        new UUID(i, 100 + n),
                        id,
                        entry.unit(),
                        any(ResourceKind.values()),
                        "资源 " + n,
                        "业务系统",
                        instant(),
                        ResourceState.USABLE,
                        null,
                        instant(),
                        null,
                        null,
                        null,
                        null,
                        null))
                .toList();
        return new Described(
                entry,
                resources,
                resources.stream()
                        .map(Resource.View::attachedAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static Map<String, String> texts(Text text) {
        Map<String, String> texts = new TreeMap<>(Map.of("zh", text.zh()));
        Optional.ofNullable(text.bo()).ifPresent(bo -> texts.put("bo", bo));
        Optional.ofNullable(text.en()).ifPresent(en -> texts.put("en", en));
        return texts;
    }

    /** Written by hand of the entry, not of its description. */
    private static HarvestedDataset expected(Described described) {
        PublishedEntry entry = described.entry();
        EntryContent content = entry.content();
        boolean known = entry.unit().equals("civil-affairs");
        boolean forEveryone = content.openType() == OpenType.UNCONDITIONAL;
        String iri = BASE + "/api/v1/dcat/entries/" + entry.id();
        List<Distribution> distributions = described.resources().stream()
                .map(resource -> distribution(iri, entry.id(), resource, forEveryone))
                .sorted(Comparator.comparing(Distribution::toString))
                .toList();
        String cycle =
                switch (content.updateCycle()) {
                    case REAL_TIME -> "CONT";
                    case DAILY -> "DAILY";
                    case WEEKLY -> "WEEKLY";
                    case MONTHLY -> "MONTHLY";
                    case QUARTERLY -> "QUARTERLY";
                    case YEARLY -> "ANNUAL";
                    case ON_DEMAND -> "IRREG";
                };
        String access = forEveryone
                ? "PUBLIC"
                : content.openType() == OpenType.NOT_OPEN && content.shareType() == ShareType.NOT_SHARED
                        ? "NON_PUBLIC"
                        : "RESTRICTED";
        Map<EntryKind, Named> themes = new HashMap<>();
        themes.put(EntryKind.BASE, theme("base", "基础数据", "Base data"));
        themes.put(EntryKind.THEME, theme("theme", "主题数据", "Theme data"));
        themes.put(EntryKind.SPECIAL, theme("special", "专题数据", "Special-purpose data"));
        themes.put(EntryKind.DEPARTMENT, theme("department", "部门数据", "Departments' data"));
        Instant modified = Stream.concat(
                        Stream.of(entry.modified()),
                        described.resources().stream().map(Resource.View::attachedAt))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        return new HarvestedDataset(
                iri,
                texts(content.name()),
                Map.of("zh", content.summary()),
                List.of(entry.code()),
                content.items().stream()
                        .map(DataItem::label)
                        .distinct()
                        .limit(30)
                        .sorted()
                        .toList(),
                List.of(Objects.requireNonNull(themes.get(content.kind()))),
                known
                        ? new Named(
                                BASE + "/api/v1/dcat/units/civil-affairs",
                                texts(new Text("民政厅", "མི་སྲིད་ཐིང་།", "Civil Affairs")))
                        : new Named(BASE + "/api/v1/dcat/units/unit%20not%20known%20yet", Map.of("und", entry.unit())),
                entry.issued().truncatedTo(ChronoUnit.SECONDS),
                modified.truncatedTo(ChronoUnit.SECONDS),
                String.valueOf(entry.version()),
                EU + "frequency/" + cycle,
                content.updateCycle(),
                EU + "access-right/" + access,
                forEveryone && !distributions.isEmpty() ? LICENCE : null,
                Objects.requireNonNull(content.legalBasis()).stream()
                        .map(basis -> "《" + basis.title() + "》" + basis.article())
                        .sorted()
                        .toList(),
                List.of(EU + "language/ZHO"),
                known ? List.of(EU + "country/CHN", "行政区划代码 540000") : List.of(),
                content.items().stream()
                        .map(DataItem::standard)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .toList(),
                content.openType() == OpenType.NOT_OPEN ? null : PORTAL + "/items/" + entry.id(),
                List.of(),
                distributions,
                List.of());
    }

    private static Named theme(String name, String zh, String en) {
        return new Named(BASE + "/api/v1/dcat/themes#" + name, texts(new Text(zh, null, en)));
    }

    private static Distribution distribution(String iri, UUID entry, Resource.View resource, boolean forEveryone) {
        boolean table = resource.kind() == ResourceKind.TABLE;
        Text description =
                switch (resource.kind()) {
                    case TABLE -> new Text("库表,列为目录条目的数据项", null, "A table whose columns are the entry's data items");
                    case SERVICE -> new Text("服务接口", null, "A service interface");
                    case MODEL -> new Text("算法模型", null, "An algorithm model");
                    case FILE -> new Text("文件", null, "A file");
                };
        return new Distribution(
                iri + "#resource-" + resource.id(),
                Map.of("zh", resource.name()),
                texts(description),
                forEveryone ? PORTAL + "/items/" + entry : BASE + "/api/v1/resources/" + resource.id(),
                null,
                table ? "CSV" : null,
                table ? "text/csv" : null,
                null,
                null,
                forEveryone ? LICENCE : null,
                resource.attachedAt().truncatedTo(ChronoUnit.SECONDS));
    }

    @ParameterizedTest
    @Requirement("A9.2")
    @CsvSource({"TTL, TURTLE", "JSONLD, JSON_LD", "RDF, RDF_XML"})
    void whatIsWrittenOfAnEntryIsReadBackTheSame(Syntax syntax, HarvestFormat format) throws Exception {
        List<Described> entries = IntStream.range(1, 201).mapToObj(this::entry).toList();
        CataloguePage page =
                new CataloguePage(entries, units, 200, null, null, 1000, null, "abc", "xyz", instant(), instant());
        byte[] written = syntax.write(Descriptions.page(config, page));
        PageBounds bounds = new PageBounds(200_000, 64_000_000, 1_000_000);
        CatalogueDocument document = CatalogueReader.read(
                RdfDocument.read(written, format, "https://elsewhere.example/", LocalContexts.with(Map.of()), bounds),
                bounds);
        assertThat(document.next()).containsExactly(BASE + "/api/v1/dcat/catalog?limit=200&cursor=abc");
        assertThat(document.total()).isEqualTo(1000);
        assertThat(document.dated()).isTrue();
        assertThat(document.members()).isEqualTo(200);
        List<@Nullable HarvestedDataset> read = new ArrayList<>();
        document.found()
                .forEach(found -> read.add(found instanceof CatalogueDocument.Taken taken ? taken.dataset() : null));
        assertThat(read)
                .containsExactlyElementsOf(entries.stream()
                        .map(RoundTripTest::expected)
                        .sorted(Comparator.comparing(HarvestedDataset::iri))
                        .toList());
    }
}
