package org.publicdatamesh.catalog.dcat;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.path.xml.XmlPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.VCARD4;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** The open metadata as harvesters read it: over HTTP, with real entries. */
@QuarkusTest
@TestProfile(OpenMetadataTest.Settings.class)
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class OpenMetadataTest {
    /** Addresses that are not those under which the test reaches the service. */
    public static class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "mesh.catalog.dcat.base", BASE + "/",
                    "mesh.catalog.dcat.open-portal", PORTAL,
                    "mesh.catalog.dcat.licence", LICENCE);
        }
    }

    private static final String BASE = "https://catalogue.example";
    private static final String PORTAL = "https://open.example";
    private static final String LICENCE = "https://open.example/licence";
    private static final String EU = "http://publications.europa.eu/resource/authority/";
    private static final String HYDRA = "http://www.w3.org/ns/hydra/core#";

    /** With every attribute that an entry may have. */
    private static final String FULL = """
            {"name":{"zh":"行政村名录","bo":"གྲོང་ཚོའི་མིང་ཐོ།","en":"Villages <&> \\"towns\\""},"summary":"全区行政村和社区的统计代码与名称 <&>",
             "kind":"department","classification":"106011","grade":1,"shareType":"conditional",
             "shareConditions":["用于履行法定职责"],
             "legalBasis":[{"title":"行政区划管理条例","article":"第十四条"}],"openType":"unconditional","updateCycle":"yearly",
             "items":[
              {"name":"code","label":"统计代码","type":"text","length":12,"key":true,"required":true,"check":"division-code",
               "grade":1,"identifies":"nobody","mask":"none","meaning":"十二位统计用区划代码","standard":"GB/T 10114"},
              {"name":"name","label":"名称","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none","standard":"GB/T 10114"}]}""";

    /** With what is required, and nothing else. */
    private static final String BARE = """
            {"name":{"zh":"低保对象"},"summary":"低保对象名单","classification":"301001","grade":2,"updateCycle":"on-demand",
             "items":[{"name":"id","label":"编号","type":"integer","key":true,"required":true,"check":"none","grade":2,
                       "identifies":"person","mask":"none"}]}""";

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @BeforeEach
    void unitsAreKnown() {
        List.of("authority", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        register("authority", new Text("公共数据主管部门", null, "Public Data Authority"), "540000", true);
        register("civil-affairs", new Text("民政厅", "མི་སྲིད་ཐིང་།", null), "540100", false);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(officer().get("/api/v1/dcat/units/authority").statusCode())
                    .isEqualTo(200);
            assertThat(officer().get("/api/v1/dcat/units/civil-affairs").statusCode())
                    .isEqualTo(200);
        });
    }

    private void register(String unit, Text name, String division, boolean authority) {
        if (officer().get("/api/v1/dcat/units/" + unit).statusCode() == 200) {
            return;
        }
        UnitRegistered event = new UnitRegistered(
                unit,
                name,
                UnitKind.DEPARTMENT,
                Level.REGION,
                division,
                null,
                "11540000000000000X",
                authority,
                true,
                List.of());
        new Broker(servers)
                .send(
                        UUID.randomUUID(),
                        EventTypes.topicOf(UnitRegistered.class),
                        EventTypes.typeOf(UnitRegistered.class),
                        unit,
                        EventJson.write(event));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit)).contentType(ContentType.JSON);
    }

    private static String drafted(String unit, String content) {
        return as("data-specialist", unit)
                .body(content)
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private static String published(String unit, String content) {
        String id = drafted(unit, content);
        publish(unit, id);
        return id;
    }

    private static void publish(String unit, String id) {
        String path = "/api/v1/entries/" + id;
        as("data-specialist", unit).post(path + "/submission").then().statusCode(200);
        as("data-supervisor", unit)
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
    }

    /** A resource whose self-check has passed: what has not is not offered, and so not described. */
    private String attached(String unit, String entry, String kind) {
        String source = kind.equals("table")
                ? ""
                : ",\"" + kind + "\":{\"address\":\"https://data.example/villages\""
                        + (kind.equals("file") ? ",\"format\":\"csv\"}" : "}");
        String id = as("data-specialist", unit)
                .body("{\"kind\":\"" + kind + "\",\"name\":\"行政村表\",\"informationSystem\":\"民政业务系统\"" + source + "}")
                .post("/api/v1/entries/" + entry + "/resources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        database.query("update resource set state = 'USABLE', usable_since = attached_at where id = '" + id + "'")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(10));
        return id;
    }

    private static Response described(RequestSpecification caller, String path, String accept) {
        Response answer = caller.accept(accept).get(path);
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith(accept);
        return answer;
    }

    private static Model turtle(RequestSpecification caller, String path) {
        return Shapes.read(described(caller, path, "text/turtle").asString(), Lang.TURTLE);
    }

    private static RequestSpecification officer() {
        return as("auditor", "authority");
    }

    private static Property hydra(String name) {
        return ResourceFactory.createProperty(HYDRA, name);
    }

    private static String iri(Resource thing, Property property) {
        return thing.getRequiredProperty(property).getResource().getURI();
    }

    private static List<String> literals(Resource thing, Property property) {
        return thing
                .listProperties(property)
                .mapWith(statement -> statement.getLanguage() + ":" + statement.getString())
                .toList()
                .stream()
                .sorted()
                .toList();
    }

    /** The path of an IRI: the service is reached elsewhere than under its public base. */
    private static String path(String iri) {
        assertThat(iri).startsWith(BASE + "/");
        return iri.substring(BASE.length());
    }

    @Test
    @Requirement({"A9.2", "A11.1"})
    void anEntryIsADatasetWithEverythingThatItStates() {
        String id = published("civil-affairs", FULL);
        String table = attached("civil-affairs", id, "table");
        String service = attached("civil-affairs", id, "service");
        String path = "/api/v1/dcat/entries/" + id;
        Model model = turtle(officer(), path);
        Resource dataset = model.getResource(BASE + path);
        assertThat(dataset.hasProperty(RDF.type, DCAT.Dataset)).isTrue();
        assertThat(literals(dataset, DCTerms.title))
                .containsExactly("bo:གྲོང་ཚོའི་མིང་ཐོ།", "en:Villages <&> \"towns\"", "zh:行政村名录");
        assertThat(literals(dataset, DCTerms.description)).containsExactly("zh:全区行政村和社区的统计代码与名称 <&>");
        assertThat(literals(dataset, DCAT.keyword)).containsExactly("zh:名称", "zh:统计代码");
        assertThat(dataset.getRequiredProperty(DCTerms.identifier).getString()).matches("106011/\\d{6}");
        assertThat(iri(dataset, DCTerms.accessRights)).isEqualTo(EU + "access-right/PUBLIC");
        assertThat(iri(dataset, DCTerms.accrualPeriodicity)).isEqualTo(EU + "frequency/ANNUAL");
        assertThat(iri(dataset, DCAT.theme)).isEqualTo(BASE + "/api/v1/dcat/themes#department");
        assertThat(iri(dataset, DCAT.landingPage)).isEqualTo(PORTAL + "/items/" + id);
        assertThat(literals(dataset.getRequiredProperty(DCTerms.conformsTo).getResource(), DCTerms.title))
                .containsExactly("zh:GB/T 10114");
        Resource publisher = dataset.getRequiredProperty(DCTerms.publisher).getResource();
        assertThat(publisher.getURI()).isEqualTo(BASE + "/api/v1/dcat/units/civil-affairs");
        assertThat(literals(publisher, FOAF.name)).containsExactly("bo:མི་སྲིད་ཐིང་།", "zh:民政厅");
        assertThat(literals(dataset.getRequiredProperty(DCAT.contactPoint).getResource(), VCARD4.fn))
                .containsExactly("bo:མི་སྲིད་ཐིང་།", "zh:民政厅");
        assertThat(dataset.listProperties(DCTerms.spatial)
                        .mapWith(statement -> statement.getResource().getURI())
                        .toList())
                .containsExactlyInAnyOrder(BASE + "/api/v1/dcat/units/civil-affairs#place", EU + "country/CHN");
        assertThat(dataset.listProperties(DCAT.distribution)
                        .mapWith(statement -> statement.getResource().getURI())
                        .toList())
                .containsExactlyInAnyOrder(BASE + path + "#resource-" + table, BASE + path + "#resource-" + service);
        Resource distribution = model.getResource(BASE + path + "#resource-" + table);
        assertThat(iri(distribution, DCTerms.format)).isEqualTo(EU + "file-type/CSV");
        assertThat(iri(distribution, DCAT.accessURL)).isEqualTo(PORTAL + "/items/" + id);
        assertThat(iri(distribution, DCTerms.license)).isEqualTo(LICENCE);
        assertThat(model.getResource(BASE + path + "#resource-" + service).hasProperty(DCTerms.format))
                .isFalse();
    }

    @Test
    @Requirement({"A9.2", "A10.1"})
    void descriptionsMeetTheShapesOfDcatApWithAndWithoutOptionalAttributes() {
        String full = published("civil-affairs", FULL);
        attached("civil-affairs", full, "table");
        String bare = published("education", BARE);
        Model described = turtle(officer(), "/api/v1/dcat/entries/" + full);
        assertThat(Shapes.violations(described)).isEmpty();
        assertThat(Shapes.warnings(described)).isEmpty();
        String dataset = BASE + "/api/v1/dcat/entries/" + bare;
        Model poor = turtle(officer(), "/api/v1/dcat/entries/" + bare);
        assertThat(Shapes.violations(poor)).isEmpty();
        // No resource is attached, and the unit's record has not come: its name, kind and place are not known.
        assertThat(Shapes.warnings(poor))
                .containsExactly(
                        dataset + " <http://purl.org/dc/terms/spatial>",
                        dataset + " <http://www.w3.org/ns/dcat#contactPoint>",
                        dataset + " <http://www.w3.org/ns/dcat#distribution>",
                        BASE + "/api/v1/dcat/units/education <http://purl.org/dc/terms/type>");
        Model page = turtle(officer(), "/api/v1/dcat/catalog?limit=200");
        assertThat(page.contains(
                        page.getResource(BASE + "/api/v1/dcat/catalog"), DCAT.dataset, page.getResource(dataset)))
                .isTrue();
        assertThat(Shapes.violations(page)).isEmpty();
        assertThat(Shapes.warnings(page)).noneMatch(warning -> warning.startsWith(BASE + "/api/v1/dcat/catalog"));
    }

    @Test
    void theShapesRefuseOutputThatLacksWhatIsMandatoryOrIsOfTheWrongKind() {
        String id = published("civil-affairs", FULL);
        String resource = attached("civil-affairs", id, "table");
        Model whole = turtle(officer(), "/api/v1/dcat/catalog?limit=200");
        String dataset = BASE + "/api/v1/dcat/entries/" + id;
        String catalogue = BASE + "/api/v1/dcat/catalog";
        String distribution = dataset + "#resource-" + resource;
        Map<String, List<Property>> mandatory = Map.of(
                catalogue,
                List.of(DCTerms.title, DCTerms.description, DCTerms.publisher),
                dataset,
                List.of(DCTerms.title, DCTerms.description),
                distribution,
                List.of(DCAT.accessURL),
                BASE + "/api/v1/dcat/units/civil-affairs",
                List.of(FOAF.name));
        mandatory.forEach((node, properties) -> properties.forEach(property -> {
            Model broken = copy(whole);
            broken.getResource(node).removeAll(property);
            assertThat(Shapes.violations(broken)).containsExactly(node + " <" + property.getURI() + ">");
        }));
        Map<String, List<Property>> recommended = Map.of(
                catalogue,
                        List.of(
                                DCTerms.language,
                                DCTerms.license,
                                DCTerms.issued,
                                DCTerms.modified,
                                DCAT.themeTaxonomy),
                dataset, List.of(DCTerms.publisher, DCAT.contactPoint, DCAT.keyword, DCAT.theme),
                distribution, List.of(DCTerms.format, DCTerms.license));
        recommended.forEach((node, properties) -> properties.forEach(property -> {
            Model poorer = copy(whole);
            poorer.getResource(node).removeAll(property);
            assertThat(Shapes.warnings(poorer)).contains(node + " <" + property.getURI() + ">");
        }));
        Map<Property, RDFNode> wrong = Map.of(
                DCTerms.issued, ResourceFactory.createStringLiteral("yesterday"),
                DCTerms.accessRights, ResourceFactory.createStringLiteral("public"),
                DCTerms.accrualPeriodicity, ResourceFactory.createResource(EU + "frequency/now and then"),
                DCTerms.publisher, ResourceFactory.createStringLiteral("民政厅"),
                DCAT.distribution, ResourceFactory.createStringLiteral("a table"));
        wrong.forEach((property, value) -> {
            Model broken = copy(whole);
            broken.getResource(dataset).removeAll(property).addProperty(property, value);
            assertThat(Shapes.violations(broken)).contains(dataset + " <" + property.getURI() + ">");
        });
    }

    private static Model copy(Model model) {
        return ModelFactory.createDefaultModel().add(model);
    }

    @Test
    void theThreeFormatsAreTheSameGraphAndAParameterChoosesLikeAHeader() {
        String id = published("civil-affairs", FULL);
        attached("civil-affairs", id, "table");
        for (String path : List.of(
                "/api/v1/dcat/entries/" + id,
                "/api/v1/dcat/catalog?limit=3",
                "/api/v1/dcat/units/civil-affairs",
                "/api/v1/dcat/themes")) {
            Model turtle = turtle(officer(), path);
            assertThat(turtle.size()).isPositive();
            Model json = Shapes.read(
                    described(officer(), path, "application/ld+json").asString(), Lang.JSONLD);
            Model xml = Shapes.read(
                    described(officer(), path, "application/rdf+xml").asString(), Lang.RDFXML);
            assertThat(turtle.isIsomorphicWith(json)).as(path + " in JSON-LD").isTrue();
            assertThat(turtle.isIsomorphicWith(xml)).as(path + " in RDF/XML").isTrue();
            String and = path.contains("?") ? "&" : "?";
            Map.of("ttl", "text/turtle", "jsonld", "application/ld+json", "rdf", "application/rdf+xml")
                    .forEach((format, type) -> officer()
                            .accept("text/html")
                            .get(path + and + "format=" + format)
                            .then()
                            .statusCode(200)
                            .contentType(startsWith(type)));
        }
    }

    @Test
    @Requirement({"A11.1", "A22.1"})
    void theMetadataAreForPostsAndTellNothingOfWhatIsUnderWork() {
        String id = published("civil-affairs", FULL);
        String draft = drafted("civil-affairs", FULL);
        String entries = "/api/v1/dcat/entries/";
        for (String path : List.of(
                entries + id,
                "/api/v1/dcat/catalog",
                "/api/v1/dcat/units/civil-affairs",
                "/api/v1/dcat/themes",
                "/api/v1/entries/changes.atom",
                "/api/v1/entries/" + id + "/quality")) {
            given().get(path).then().statusCode(401).body("code", equalTo("authentication-required"));
            given().auth()
                    .oauth2(Tokens.citizen())
                    .get(path)
                    .then()
                    .statusCode(403)
                    .body("code", equalTo("role-not-allowed"));
            as("data-system", "education").get(path).then().statusCode(200);
        }
        officer().get(entries + draft).then().statusCode(404).body("code", equalTo("not-found"));
        as("data-specialist", "civil-affairs").get(entries + draft).then().statusCode(404);
        as("data-specialist", "civil-affairs")
                .get("/api/v1/entries/" + draft + "/quality")
                .then()
                .statusCode(404);
        assertThat(members(officer(), "/api/v1/dcat/catalog?limit=200"))
                .contains(BASE + entries + id)
                .doesNotContain(BASE + entries + draft);
        assertThat(feed(officer(), "/api/v1/entries/changes.atom?limit=200").<String>getList("feed.entry.link.@href"))
                .contains(BASE + entries + id)
                .doesNotContain(BASE + entries + draft);
        // While a new version is under work the published one is described, to its unit as well.
        as("data-specialist", "civil-affairs")
                .post("/api/v1/entries/" + id + "/revision")
                .then()
                .statusCode(200);
        edit("civil-affairs", id, FULL.replace("行政村名录", "村名录"));
        Resource dataset =
                turtle(as("data-specialist", "civil-affairs"), entries + id).getResource(BASE + entries + id);
        assertThat(literals(dataset, DCTerms.title)).contains("zh:行政村名录");
        assertThat(dataset.getRequiredProperty(ResourceFactory.createProperty(DCAT.NS, "version"))
                        .getString())
                .isEqualTo("1");
        publish("civil-affairs", id);
        Resource revised = turtle(officer(), entries + id).getResource(BASE + entries + id);
        assertThat(literals(revised, DCTerms.title)).contains("zh:村名录");
        assertThat(revised.getRequiredProperty(ResourceFactory.createProperty(DCAT.NS, "version"))
                        .getString())
                .isEqualTo("2");
    }

    private static void edit(String unit, String id, String content) {
        String etag = as("data-specialist", unit).get("/api/v1/entries/" + id).header("ETag");
        as("data-specialist", unit)
                .header("If-Match", etag)
                .body(content)
                .put("/api/v1/entries/" + id)
                .then()
                .statusCode(200);
    }

    private static List<String> members(RequestSpecification caller, String path) {
        return turtle(caller, path)
                .listObjectsOfProperty(DCAT.dataset)
                .mapWith(node -> node.asResource().getURI())
                .toList();
    }

    @Test
    @Requirement("A11.1")
    void pagesLinkEachOtherAndTogetherHoldEachEntryOnce() {
        IntStream.range(0, 5).forEach(n -> published("civil-affairs", FULL));
        List<String> all = members(officer(), "/api/v1/dcat/catalog?limit=200");
        List<String> found = new ArrayList<>();
        List<String> pages = new ArrayList<>();
        String next = "/api/v1/dcat/catalog?limit=2";
        String last = "";
        while (next != null) {
            Model model = turtle(officer(), next);
            Resource catalogue = model.getResource(BASE + "/api/v1/dcat/catalog");
            assertThat(catalogue.hasProperty(RDF.type, model.getResource(HYDRA + "Collection")))
                    .isTrue();
            assertThat(catalogue.getRequiredProperty(hydra("totalItems")).getInt())
                    .isEqualTo(all.size());
            Resource page = catalogue.getRequiredProperty(hydra("view")).getResource();
            assertThat(page.hasProperty(RDF.type, model.getResource(HYDRA + "PartialCollectionView")))
                    .isTrue();
            assertThat(path(page.getURI())).isEqualTo(next);
            assertThat(path(iri(page, hydra("first")))).isEqualTo("/api/v1/dcat/catalog?limit=2");
            assertThat(page.hasProperty(hydra("previous"))).isEqualTo(!pages.isEmpty());
            if (!pages.isEmpty()) {
                assertThat(path(iri(page, hydra("previous")))).isEqualTo(pages.getLast());
            }
            last = path(iri(page, hydra("last")));
            List<String> members = model.listObjectsOfProperty(DCAT.dataset)
                    .mapWith(node -> node.asResource().getURI())
                    .toList();
            assertThat(members).hasSizeBetween(1, 2);
            found.addAll(members);
            pages.add(next);
            next = page.hasProperty(hydra("next")) ? path(iri(page, hydra("next"))) : null;
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
        assertThat(pages.getLast()).isEqualTo(last);
    }

    @Test
    @Requirement("A11.1")
    void pagesKeepTheFormatThatWasAskedForByParameter() {
        IntStream.range(0, 5).forEach(n -> published("civil-affairs", FULL));
        Map<String, Lang> formats = Map.of("ttl", Lang.TURTLE, "jsonld", Lang.JSONLD, "rdf", Lang.RDFXML);
        formats.forEach((format, lang) -> {
            String next = "/api/v1/dcat/catalog?limit=2&format=" + format;
            int pages = 0;
            while (next != null) {
                String body = officer().accept("text/html").get(next).asString();
                Model model = Shapes.read(body, lang);
                Resource page = model.getResource(BASE + "/api/v1/dcat/catalog")
                        .getRequiredProperty(hydra("view"))
                        .getResource();
                assertThat(path(page.getURI())).isEqualTo(next);
                for (String link : List.of("first", "last", "previous", "next")) {
                    if (page.hasProperty(hydra(link))) {
                        assertThat(iri(page, hydra(link))).endsWith("&format=" + format);
                    }
                }
                next = page.hasProperty(hydra("next")) ? path(iri(page, hydra("next"))) : null;
                pages++;
            }
            assertThat(pages).isGreaterThanOrEqualTo(3);
        });
    }

    @Test
    void eachIriOfTheMetadataIsAnAddressThatTellsOfTheThing() {
        String id = published("civil-affairs", FULL);
        attached("civil-affairs", id, "table");
        Model model = turtle(officer(), "/api/v1/dcat/entries/" + id);
        List<String> own = model.listSubjects()
                .filterKeep(
                        subject -> subject.isURIResource() && subject.getURI().startsWith(BASE))
                .mapWith(Resource::getURI)
                .toList();
        assertThat(own).hasSizeGreaterThan(5);
        own.forEach(iri -> {
            Model there = turtle(officer(), path(iri.replaceFirst("#.*", "")));
            assertThat(there.contains(there.getResource(iri), RDF.type)).as(iri).isTrue();
        });
    }

    @Test
    void whoHasItIsToldSoAndNobodyElse() {
        String id = published("civil-affairs", FULL);
        String path = "/api/v1/dcat/entries/" + id;
        for (String each : List.of(path, "/api/v1/dcat/catalog", "/api/v1/entries/changes.atom")) {
            Response first = officer().get(each);
            String tag = first.header("ETag");
            String time = first.header("Last-Modified");
            assertThat(tag).as(each).matches("\"[0-9a-f]{32}\"");
            assertThat(time).as(each).endsWith("GMT");
            assertThat(officer().get(each).header("ETag")).isEqualTo(tag);
            Response again = officer().header("If-None-Match", tag).get(each);
            assertThat(again.statusCode()).isEqualTo(304);
            assertThat(again.asString()).isEmpty();
            assertThat(again.header("ETag")).isEqualTo(tag);
            assertThat(again.header("Vary")).contains("Accept").contains("Authorization");
            officer().header("If-Modified-Since", time).get(each).then().statusCode(304);
            officer()
                    .header("If-Modified-Since", "Thu, 01 Jan 2015 00:00:00 GMT")
                    .get(each)
                    .then()
                    .statusCode(200);
            officer().header("If-None-Match", "\"other\"").get(each).then().statusCode(200);
            officer()
                    .header("If-None-Match", "\"other\"")
                    .header("If-Modified-Since", time)
                    .get(each)
                    .then()
                    .statusCode(200);
            officer()
                    .header("If-None-Match", "\"other\", W/" + tag)
                    .get(each)
                    .then()
                    .statusCode(304);
            officer().header("If-Modified-Since", "yesterday").get(each).then().statusCode(200);
        }
        String turtle = officer().accept("text/turtle").get(path).header("ETag");
        assertThat(officer().accept("application/ld+json").get(path).header("ETag"))
                .isNotEqualTo(turtle);
        attached("civil-affairs", id, "file");
        officer()
                .header("If-None-Match", turtle)
                .accept("text/turtle")
                .get(path)
                .then()
                .statusCode(200);
    }

    @Test
    void anEntryIsADatasetOfSchemaOrg() {
        String id = published("civil-affairs", FULL);
        String resource = attached("civil-affairs", id, "table");
        String path = "/api/v1/dcat/entries/" + id;
        Response answer = officer().get(path + "?format=schema");
        answer.then()
                .statusCode(200)
                .contentType(containsString("application/ld+json"))
                .body("'@context'", equalTo("https://schema.org/"))
                .body("'@type'", equalTo("Dataset"))
                .body("'@id'", equalTo(BASE + path))
                .body("name", equalTo("行政村名录"))
                .body("alternateName.'@language'", equalTo(List.of("bo", "en")))
                .body("publisher.name", equalTo("民政厅"))
                .body("license", equalTo(LICENCE))
                .body("isAccessibleForFree", equalTo(true))
                .body("variableMeasured.name", equalTo(List.of("统计代码", "名称")))
                .body("distribution.'@id'", equalTo(List.of(BASE + path + "#resource-" + resource)))
                .body("distribution.encodingFormat", equalTo(List.of("text/csv")));
        assertThat(officer()
                        .accept("application/ld+json;profile=\"https://schema.org/\"")
                        .get(path)
                        .asString())
                .isEqualTo(answer.asString());
        officer()
                .get("/api/v1/dcat/catalog?format=schema")
                .then()
                .statusCode(422)
                .body("errors.parameter", hasItem("format"));
    }

    @Test
    void whatCannotBeAskedIsRefusedByName() {
        officer()
                .get("/api/v1/dcat/catalog?format=n3&limit=0")
                .then()
                .statusCode(422)
                .contentType(startsWith("application/problem+json"));
        officer()
                .get("/api/v1/dcat/catalog?cursor=x")
                .then()
                .statusCode(422)
                .body("errors.parameter", hasItem("cursor"));
        officer()
                .get("/api/v1/entries/changes.atom?limit=201")
                .then()
                .statusCode(422)
                .body("errors.parameter", hasItem("limit"));
        officer().accept("image/png").get("/api/v1/dcat/catalog").then().statusCode(406);
        officer().get("/api/v1/dcat/units/nobody").then().statusCode(404).body("code", equalTo("not-found"));
    }

    private static XmlPath feed(RequestSpecification caller, String path) {
        Response answer = caller.get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.contentType()).startsWith("application/atom+xml");
        return new XmlPath(answer.asString());
    }

    @Test
    @Requirement("A11.1")
    void theFeedTellsWhatWasPublishedAndRevisedNewestFirstPageByPage() {
        String id = published("civil-affairs", FULL);
        as("data-specialist", "civil-affairs")
                .post("/api/v1/entries/" + id + "/revision")
                .then()
                .statusCode(200);
        edit("civil-affairs", id, FULL.replace("行政村名录", "村和社区名录 <&>"));
        publish("civil-affairs", id);
        XmlPath newest = feed(officer(), "/api/v1/entries/changes.atom?limit=1");
        assertThat(newest.getString("feed.entry.title")).isEqualTo("村和社区名录 <&>");
        assertThat(newest.getString("feed.entry.category.@term")).isEqualTo("revised");
        assertThat(newest.getString("feed.entry.author.name")).isEqualTo("民政厅");
        assertThat(newest.getString("feed.entry.link.@href")).isEqualTo(BASE + "/api/v1/dcat/entries/" + id);
        assertThat(newest.getString("feed.author.name")).isEqualTo("公共数据主管部门");
        assertThat(newest.getString("feed.updated")).isEqualTo(newest.getString("feed.entry.updated"));
        String next = newest.getString("feed.link.find { it.@rel == 'next' }.@href");
        XmlPath before = feed(officer(), path(next));
        assertThat(before.getString("feed.entry.title")).isEqualTo("行政村名录");
        assertThat(before.getString("feed.entry.category.@term")).isEqualTo("published");
        assertThat(before.getString("feed.entry.link.@href")).isEqualTo(BASE + "/api/v1/dcat/entries/" + id);
        assertThat(before.getString("feed.id")).isEqualTo(newest.getString("feed.id"));
        assertThat(before.getString("feed.entry.id")).isNotEqualTo(newest.getString("feed.entry.id"));
        List<String> all = new ArrayList<>();
        String page = "/api/v1/entries/changes.atom?limit=3";
        while (!page.isEmpty()) {
            XmlPath read = feed(officer(), page);
            all.addAll(read.getList("feed.entry.id"));
            String following = read.getString("feed.link.find { it.@rel == 'next' }.@href");
            page = following == null || following.isEmpty() ? "" : path(following);
        }
        assertThat(all).doesNotHaveDuplicates();
        assertThat(feed(officer(), "/api/v1/entries/changes.atom?limit=200").<String>getList("feed.entry.id"))
                .isEqualTo(all);
    }
}
