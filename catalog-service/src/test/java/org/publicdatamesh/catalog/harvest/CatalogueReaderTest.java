package org.publicdatamesh.catalog.harvest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Reason;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Refused;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Taken;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Checksum;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Distribution;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Named;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Remark;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.test.Requirement;

/** Documents in the shapes in which catalogues write them, and such as want to do harm. */
class CatalogueReaderTest {
    private static final LocalContexts CONTEXTS = LocalContexts.with(Map.of());
    private static final PageBounds BOUNDS = new PageBounds(200_000, 64_000_000, 1_000_000);
    private static final String PREFIXES = """
            @prefix dcat: <http://www.w3.org/ns/dcat#> .
            @prefix dct: <http://purl.org/dc/terms/> .
            @prefix hydra: <http://www.w3.org/ns/hydra/core#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
            """;

    static byte[] resource(String name) {
        try (InputStream in = CatalogueReaderTest.class.getResourceAsStream("/harvest/" + name)) {
            assertThat(in).as(name).isNotNull();
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static CatalogueDocument read(byte[] bytes, HarvestFormat format) {
        try {
            return CatalogueReader.read(
                    RdfDocument.read(bytes, format, "https://base.example/catalogue", CONTEXTS, BOUNDS), BOUNDS);
        } catch (UnreadableDocument e) {
            throw new AssertionError(e.code() + ": " + e.getMessage(), e);
        }
    }

    private static CatalogueDocument turtle(String text) {
        return read((PREFIXES + text).getBytes(StandardCharsets.UTF_8), HarvestFormat.TURTLE);
    }

    private static HarvestedDataset only(CatalogueDocument document) {
        assertThat(document.found()).hasSize(1);
        return ((Taken) document.found().getFirst()).dataset();
    }

    private static List<String> refused(CatalogueDocument document) {
        assertThat(document.found()).hasSize(1);
        return ((Refused) document.found().getFirst())
                .reasons().stream().map(Reason::code).toList();
    }

    private static void unreadable(String code, String text, HarvestFormat format) {
        unreadable(code, text, format, CONTEXTS);
    }

    private static void unreadable(String code, String text, HarvestFormat format, LocalContexts contexts) {
        assertThatThrownBy(() -> RdfDocument.read(
                        text.getBytes(StandardCharsets.UTF_8), format, "https://base.example/", contexts, BOUNDS))
                .isInstanceOfSatisfying(UnreadableDocument.class, failure -> assertThat(failure.code())
                        .isEqualTo(code));
    }

    @Test
    void anExportOfCkanIsRead() {
        CatalogueDocument document = read(resource("ckan.ttl"), HarvestFormat.TURTLE);
        assertThat(document.catalogue()).isTrue();
        assertThat(document.dated()).isTrue();
        assertThat(document.next()).isEmpty();
        assertThat(document.members()).isEqualTo(2);
        List<HarvestedDataset> sets = document.found().stream()
                .map(found -> ((Taken) found).dataset())
                .toList();
        assertThat(sets)
                .extracting(HarvestedDataset::iri)
                .containsExactly("https://ckan.example/dataset/glaciers", "https://ckan.example/dataset/roads");
        assertThat(sets.get(1))
                .isEqualTo(new HarvestedDataset(
                        "https://ckan.example/dataset/roads",
                        Map.of("und", "Rural roads"),
                        Map.of("und", "Numbers and names of county and village roads.\nRenewed each quarter."),
                        List.of("PLT-0001", "roads"),
                        List.of("roads", "villages"),
                        List.of(),
                        new Named(null, Map.of("und", "Department of Transport")),
                        Instant.parse("2019-03-01T00:00:00Z"),
                        Instant.parse("2026-10-30T08:30:00Z"),
                        null,
                        "R/P3M",
                        UpdateCycle.QUARTERLY,
                        null,
                        "https://creativecommons.org/licenses/by/4.0/",
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        "https://ckan.example/dataset/roads",
                        List.of(),
                        List.of(new Distribution(
                                null,
                                Map.of("und", "roads.csv"),
                                Map.of(),
                                "https://ckan.example/dataset/roads/resource/1",
                                "https://ckan.example/download/roads.csv",
                                "CSV",
                                "text/csv",
                                20480L,
                                new Checksum(
                                        "sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
                                null,
                                null)),
                        List.of()));
        HarvestedDataset glaciers = sets.getFirst();
        assertThat(glaciers.title()).isEqualTo(Map.of("zh", "冰川编目", "bo", "འཁྱགས་རོམ།", "en", "Glacier inventory"));
        assertThat(glaciers.shownTitle()).isEqualTo("冰川编目");
        assertThat(glaciers.modified()).isNull();
        assertThat(glaciers.distributions().getFirst().accessUrl()).isNull();
        assertThat(glaciers.remarks())
                .containsExactlyInAnyOrder(
                        new Remark("modified", "not-a-time"),
                        new Remark("distributions/accessUrl", "not-a-web-address"),
                        new Remark("distributions/byteSize", "not-a-size"));
    }

    @Test
    void anExportOfAPortalInRdfXmlIsRead() {
        HarvestedDataset air = only(read(resource("portal.rdf"), HarvestFormat.RDF_XML));
        assertThat(air.title()).isEqualTo(Map.of("en", "Air quality", "fr", "Qualité de l'air"));
        assertThat(air.description()).isEqualTo(Map.of("en", "Hourly values & limits"));
        assertThat(air.updateCycle()).isEqualTo(UpdateCycle.DAILY);
        assertThat(air.accessRights())
                .isEqualTo("http://publications.europa.eu/resource/authority/access-right/PUBLIC");
        assertThat(air.publisher())
                .isEqualTo(new Named("https://portal.example/agency", Map.of("en", "Environment Agency")));
        assertThat(air.themes())
                .containsExactly(new Named(
                        "http://publications.europa.eu/resource/authority/data-theme/ENVI",
                        Map.of("en", "Environment")));
        assertThat(air.licence()).isEqualTo("http://publications.europa.eu/resource/authority/licence/CC_BY_4_0");
        Distribution json = air.distributions().getFirst();
        assertThat(json.format()).isEqualTo("JSON");
        assertThat(json.mediaType()).isEqualTo("application/json");
        assertThat(json.byteSize()).isEqualTo(4096);
        assertThat(json.checksum()).isEqualTo(new Checksum("md5", "d41d8cd98f00b204e9800998ecf8427e"));
    }

    @Test
    void anExportOfUdataInJsonLdIsReadWithTheContextThatIsShipped() {
        CatalogueDocument document = read(resource("udata.jsonld"), HarvestFormat.JSON_LD);
        assertThat(document.total()).isEqualTo(1);
        HarvestedDataset communes = only(document);
        assertThat(communes.title()).isEqualTo(Map.of("und", "Communes"));
        assertThat(communes.issued()).isEqualTo("2020-12-15T10:00:00Z");
        assertThat(communes.updateCycle()).isEqualTo(UpdateCycle.YEARLY);
        assertThat(communes.publisher())
                .isEqualTo(new Named("https://udata.example/organizations/ign", Map.of("und", "IGN")));
        assertThat(communes.keywords()).containsExactly("communes", "insee");
        Distribution file = communes.distributions().getFirst();
        assertThat(file.byteSize()).isEqualTo(1_048_576);
        assertThat(file.mediaType()).isEqualTo("application/geo+json");
        assertThat(file.downloadUrl()).isEqualTo("https://static.udata.example/communes.geojson");
        assertThat(file.checksum()).isEqualTo(new Checksum("sha1", "da39a3ee5e6b4b0d3255bfef95601890afd80709"));
    }

    @Test
    void aContextThatIsNotKnownIsNeverFetchedAndOneThatTheOperatorAddsIs(@TempDir Path folder) throws Exception {
        String text = """
                {"@context":"https://elsewhere.example/dcat.jsonld","@id":"https://a.example/1",
                 "@type":"Set","label":"One"}""";
        unreadable("unknown-context", text, HarvestFormat.JSON_LD);
        unreadable(
                "unknown-context",
                "{\"@context\":\"file:///etc/passwd\",\"@id\":\"https://a.example/1\"}",
                HarvestFormat.JSON_LD);
        unreadable(
                "unknown-context",
                "{\"@context\":{\"@version\":1.1,\"@import\":\"http://127.0.0.1/x\"},\"@id\":\"https://a.example/1\"}",
                HarvestFormat.JSON_LD);
        Path file = Files.writeString(folder.resolve("dcat.jsonld"), """
                {"@context":{"Set":"http://www.w3.org/ns/dcat#Dataset","label":"http://purl.org/dc/terms/title"}}""");
        LocalContexts added = LocalContexts.with(Map.of("https://elsewhere.example/dcat.jsonld", file));
        CatalogueDocument document = CatalogueReader.read(
                RdfDocument.read(
                        text.getBytes(StandardCharsets.UTF_8),
                        HarvestFormat.JSON_LD,
                        "https://base.example/",
                        added,
                        BOUNDS),
                BOUNDS);
        assertThat(only(document).title()).isEqualTo(Map.of("und", "One"));
    }

    @Test
    void xmlWithADocumentTypeIsRefusedBeforeAnyEntityIsLookedAt(@TempDir Path folder) throws Exception {
        Path secret = Files.writeString(folder.resolve("secret"), "secret");
        String rdf = "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""
                + " xmlns:dct=\"http://purl.org/dc/terms/\"><rdf:Description rdf:about=\"https://a.example/1\">"
                + "<dct:title>&x;</dct:title></rdf:Description></rdf:RDF>";
        unreadable(
                "document-type-declared",
                "<!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>" + rdf,
                HarvestFormat.RDF_XML);
        unreadable(
                "document-type-declared",
                "<?xml version=\"1.0\"?><!DOCTYPE rdf:RDF SYSTEM \"http://127.0.0.1:1/x.dtd\">" + rdf,
                HarvestFormat.RDF_XML);
        StringBuilder laughs = new StringBuilder("<!DOCTYPE rdf:RDF [<!ENTITY a0 \"ha\">");
        for (int i = 1; i <= 30; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"&a")
                    .append(i - 1)
                    .append(";&a")
                    .append(i - 1)
                    .append(";\">");
        }
        unreadable("document-type-declared", laughs + "]>" + rdf.replace("&x;", "&a30;"), HarvestFormat.RDF_XML);
        unreadable("syntax-error", rdf, HarvestFormat.RDF_XML);
    }

    @Test
    void whatIsNotWellFormedIsTold() {
        unreadable(
                "syntax-error",
                PREFIXES + "<https://a.example/1> a dcat:Dataset ; dct:title \"One",
                HarvestFormat.TURTLE);
        unreadable("syntax-error", "{\"@id\":", HarvestFormat.JSON_LD);
        unreadable("syntax-error", "<rdf:RDF", HarvestFormat.RDF_XML);
        unreadable("syntax-error", "<html><body>Sorry</body></html>", HarvestFormat.TURTLE);
        unreadable(
                "too-deep",
                "<https://a.example/1> <https://a.example/p> " + "[ <https://a.example/p> ".repeat(200_000),
                HarvestFormat.TURTLE);
        assertThatThrownBy(() -> RdfDocument.read(
                        "[".repeat(500_000).getBytes(StandardCharsets.UTF_8),
                        HarvestFormat.JSON_LD,
                        "https://base.example/",
                        CONTEXTS,
                        BOUNDS))
                .isInstanceOf(UnreadableDocument.class);
    }

    @Test
    void aDatasetNeedsAnIriAndATitle() {
        assertThat(refused(turtle("[] a dcat:Dataset ."))).containsExactly("iri-missing", "title-missing");
        assertThat(refused(turtle("<https://a.example/1> a dcat:Dataset ; dct:title \" \" .")))
                .containsExactly("title-missing");
        assertThat(refused(turtle("<ftp://a.example/1> a dcat:Dataset ; dct:title \"One\" .")))
                .containsExactly("iri-malformed");
        assertThat(refused(turtle("<https://a.example/" + "x".repeat(2000) + "> a dcat:Dataset ; dct:title \"One\" .")))
                .containsExactly("iri-too-long");
        assertThat(only(turtle("<urn:uuid:6a6c04b5-59c4-4f73-bd2b-6a7ea90ca43b> a dcat:Dataset ; dct:title \"One\" ."))
                        .shownTitle())
                .isEqualTo("One");
    }

    @ParameterizedTest
    @Requirement("A2.2")
    @CsvSource({
        "'dct:title \"机密★10年 名单\"'",
        "'dct:title \"名单\" ; dct:description \"绝密 ★\"'",
        "'dct:title \"名单\" ; dct:accessRights \"国家秘密\"'",
        "'dct:title \"名单\" ; dct:accessRights <http://publications.europa.eu/resource/authority/access-right/CONFIDENTIAL>'"
    })
    void whatIsDeclaredASecretIsRefusedAndNothingOfItIsKept(String said) {
        CatalogueDocument document = turtle("<https://a.example/list> a dcat:Dataset ; " + said + " .");
        assertThat(refused(document)).containsExactly("declared-secret");
        assertThat(document.toString()).doesNotContain("名单").doesNotContain("a.example");
    }

    @ParameterizedTest
    @CsvSource({
        "2024, 2024-01-01T00:00:00Z",
        "2024-05, 2024-05-01T00:00:00Z",
        "2024-05-06, 2024-05-06T00:00:00Z",
        "2024-05-06+08:00, 2024-05-05T16:00:00Z",
        "2024-05-06T07:08:09, 2024-05-06T07:08:09Z",
        "2024-05-06T07:08:09.123456789+08:00, 2024-05-05T23:08:09.123456Z",
        "12024-05-06,",
        "0x2024,",
        "2024-13-01,",
        "yesterday,"
    })
    void timesAreReadInTheFormsInWhichTheyAreWritten(String text, Instant time) {
        HarvestedDataset dataset = only(
                turtle("<https://a.example/1> a dcat:Dataset ; dct:title \"One\" ; dct:modified \"" + text + "\" ."));
        assertThat(dataset.modified()).isEqualTo(time);
        assertThat(dataset.remarks())
                .isEqualTo(time == null ? List.of(new Remark("modified", "not-a-time")) : List.of());
    }

    @Test
    void theNextPageIsFoundInBothVocabularies() {
        assertThat(turtle("<?page=1> hydra:next <?page=2> .").next())
                .containsExactly("https://base.example/catalogue?page=2");
        assertThat(turtle("<?page=1> a hydra:PagedCollection ; hydra:nextPage \"https://a.example/?page=2\" .")
                        .next())
                .containsExactly("https://a.example/?page=2");
        assertThat(turtle("<?page=1> hydra:next <?page=2>, <?page=3> .").next()).hasSize(2);
        assertThat(turtle("<?page=1> hydra:next <?page=2> .").catalogue()).isFalse();
    }

    @Test
    void whatNoDatabaseTakesIsReplacedAndWhatIsTooMuchIsCut() {
        HarvestedDataset dataset = only(turtle("<https://a.example/1> a dcat:Dataset ; dct:title \"a\\u0000b\" ;"
                + " dct:description \"" + "x".repeat(30_000) + "\" ; dcat:keyword "
                + java.util.stream.IntStream.range(0, 300)
                        .mapToObj(i -> "\"k" + i + "\"")
                        .collect(java.util.stream.Collectors.joining(", "))
                + " ."));
        assertThat(dataset.shownTitle()).isEqualTo("a\uFFFDb");
        assertThat(dataset.description().get("und")).hasSize(20_000);
        assertThat(dataset.keywords()).hasSize(200);
        assertThat(dataset.remarks())
                .containsExactlyInAnyOrder(new Remark("description", "cut"), new Remark("keywords", "too-many"));
    }

    /** A page of datasets that each have the same node for a distribution, whose texts are of 30 languages. */
    private static String sharing(int datasets, int distributions) {
        StringBuilder text = new StringBuilder(PREFIXES);
        for (int i = 0; i < distributions; i++) {
            text.append("<https://a.example/shared/").append(i).append("> dct:title \"T\"");
            for (int language = 0; language < 30; language++) {
                text.append(" ; dct:description \"")
                        .append("x".repeat(20_000))
                        .append("\"@x")
                        .append((char) ('a' + language % 26))
                        .append((char) ('a' + language / 26));
            }
            text.append(" .\n");
        }
        for (int i = 0; i < datasets; i++) {
            text.append("<https://a.example/set/").append(i).append("> a dcat:Dataset ; dct:title \"One\"");
            for (int each = 0; each < distributions; each++) {
                text.append(" ; dcat:distribution <https://a.example/shared/")
                        .append(each)
                        .append(">");
            }
            text.append(" .\n");
        }
        return text.toString();
    }

    private static void tooMuch(String code, String limit, String text, HarvestFormat format) {
        assertThatThrownBy(() -> CatalogueReader.read(
                        RdfDocument.read(
                                text.getBytes(StandardCharsets.UTF_8),
                                format,
                                "https://base.example/",
                                CONTEXTS,
                                BOUNDS),
                        BOUNDS))
                .isInstanceOfSatisfying(UnreadableDocument.class, failure -> assertThat(failure.code())
                        .isEqualTo(code))
                .hasMessageContaining(limit);
    }

    @Test
    void whatDatasetsShareIsInMemoryOnceAndCountedWithEach() {
        List<Distribution> shared =
                read(sharing(50, 1).getBytes(StandardCharsets.UTF_8), HarvestFormat.TURTLE).found().stream()
                        .map(found -> ((Taken) found).dataset().distributions().getFirst())
                        .toList();
        assertThat(shared).hasSize(50).allSatisfy(each -> assertThat(each).isSameAs(shared.getFirst()));
        assertThat(shared.getFirst().description()).hasSize(30);
        tooMuch("too-much-text", "64000000", sharing(10_000, 1), HarvestFormat.TURTLE);
    }

    @Test
    void aDatasetThatIsTooMuchIsRefusedAndTheOthersAreTaken() {
        CatalogueDocument document = read(
                (sharing(1, 2) + "<https://a.example/small> a dcat:Dataset ; dct:title \"Small\" .")
                        .getBytes(StandardCharsets.UTF_8),
                HarvestFormat.TURTLE);
        assertThat(document.found()).hasSize(2);
        assertThat(document.found().get(0))
                .isEqualTo(new Refused(
                        "https://a.example/set/0",
                        List.of(new Reason(
                                "too-much-text",
                                "It has more than 1000000 characters, with what it shares with others."))));
        assertThat(document.found().get(1).iri()).isEqualTo("https://a.example/small");
        // What is said of two datasets by a record of both.
        String sources = java.util.stream.IntStream.range(0, 60_000)
                .mapToObj(i -> "<urn:s:" + i + ">")
                .collect(java.util.stream.Collectors.joining(","));
        assertThat(refused(turtle("<https://a.example/1> a dcat:Dataset ; dct:title \"One\" ;"
                        + " <http://xmlns.com/foaf/0.1/isPrimaryTopicOf> <urn:r> . <urn:r> dct:source " + sources
                        + " .")))
                .containsExactly("too-much-text");
    }

    @Test
    void aSmallDocumentOfManyTriplesOrOfLongPrefixesIsNotReadToItsEnd() {
        String many = PREFIXES + "<https://a.example/1> dcat:keyword "
                + java.util.stream.IntStream.rangeClosed(0, 200_000)
                        .mapToObj(String::valueOf)
                        .collect(java.util.stream.Collectors.joining(","))
                + " .";
        tooMuch("too-many-triples", "200000", many, HarvestFormat.TURTLE);
        String path = "x".repeat(100_000);
        tooMuch(
                "too-much-text",
                "64000000",
                "@prefix p: <https://a.example/" + path + "> . <urn:a> <urn:b> "
                        + java.util.stream.IntStream.range(0, 1000)
                                .mapToObj(i -> "p:" + i)
                                .collect(java.util.stream.Collectors.joining(","))
                        + " .",
                HarvestFormat.TURTLE);
        tooMuch(
                "too-much-text",
                "64000000",
                "{\"@context\":{\"p\":\"https://a.example/" + path + "\"},\"@graph\":["
                        + java.util.stream.IntStream.range(0, 1000)
                                .mapToObj(i -> "{\"@id\":\"p:" + i + "\"}")
                                .collect(java.util.stream.Collectors.joining(","))
                        + "]}",
                HarvestFormat.JSON_LD);
        tooMuch("too-many-triples", "1000000", "[" + "{},".repeat(1_000_001) + "{}]", HarvestFormat.JSON_LD);
        tooMuch(
                "too-much-text",
                "64000000",
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:p=\"https://a.example/"
                        + path.substring(0, 900)
                        + "\"><rdf:Description rdf:about=\"https://a.example/1\">" + "<p:b>1</p:b>".repeat(80_000)
                        + "</rdf:Description></rdf:RDF>",
                HarvestFormat.RDF_XML);
    }
}
