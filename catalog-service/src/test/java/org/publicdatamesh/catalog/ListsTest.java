package org.publicdatamesh.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.publicdatamesh.catalog.Steps.as;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.EventTypes;
import org.publicdatamesh.kit.event.exchange.RowsLoaded;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.Broker;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** The lists follow what is published. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class ListsTest {
    private static final String LISTS = "/api/v1/lists/";
    private static final String CONTENT = """
            {"name":{"zh":"%s"},"summary":"清单测试","classification":"203004","grade":2,%s"updateCycle":"monthly",
             "items":[{"name":"code","label":"代码","type":"text","length":10,"key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";
    private static final String SHARED = CONTENT.formatted("=共享的目录", "");
    private static final String CONDITIONAL = CONTENT.formatted(
            "有条件共享的目录",
            "\"shareType\":\"conditional\",\"shareConditions\":[\"仅限统计\"],"
                    + "\"legalBasis\":[{\"title\":\"统计法\",\"article\":\"第九条\"}],");
    private static final String NOT_SHARED = CONTENT.formatted(
            "不予共享的目录", "\"shareType\":\"not-shared\",\"legalBasis\":[{\"title\":\"档案法\",\"article\":\"第二十七条\"}],");

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String servers;

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    private final String unit = "civil-affairs";

    @BeforeEach
    void begin() {
        List.of("authority", "education", unit).forEach(each -> admitted.set(each, true));
        database.query("truncate entry, entry_version, resource, outbox")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private JsonPath list(String name) {
        return as("data-supervisor", "education")
                .get(LISTS + name + "?unit=" + unit)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    @Test
    @Requirement({"A22.1", "A20.1", "A23.2"})
    void whatIsSharedIsOnOneListAndWhatIsNotOnTheOtherWithItsLaw() {
        UUID shared = Steps.published(unit, SHARED);
        UUID conditional = Steps.published(unit, CONDITIONAL);
        UUID not = Steps.published(unit, NOT_SHARED);
        as("data-specialist", unit).body(SHARED).post("/api/v1/entries").then().statusCode(201);
        JsonPath responsibility = list("responsibility");
        assertThat(responsibility.getList("items.entryId"))
                .containsExactlyInAnyOrder(shared.toString(), conditional.toString());
        assertThat(responsibility.getString("items.find { it.entryId == '" + conditional + "' }.shareConditions[0]"))
                .isEqualTo("仅限统计");
        JsonPath negative = list("negative");
        assertThat(negative.getList("items.entryId")).containsExactly(not.toString());
        assertThat(negative.getString("items[0].legalBasis[0].title")).isEqualTo("档案法");
        assertThat(negative.getString("items[0].legalBasis[0].article")).isEqualTo("第二十七条");
    }

    @Test
    @Requirement({"A22.1", "A23.3"})
    void anEntryThatBecomesSharedChangesItsListWhenThatIsPublishedAndLeavesBothWhenRetired() {
        UUID entry = Steps.published(unit, NOT_SHARED);
        String path = "/api/v1/entries/" + entry;
        as("data-specialist", unit).post(path + "/revision").then().statusCode(200);
        String etag = as("data-specialist", unit).get(path).header("ETag");
        as("data-specialist", unit)
                .header("If-Match", etag)
                .body(SHARED)
                .put(path)
                .then()
                .statusCode(200);
        assertThat(list("negative").getList("items.entryId")).containsExactly(entry.toString());
        assertThat(list("responsibility").getList("items")).isEmpty();
        Steps.confirmed(unit, path);
        assertThat(list("negative").getList("items")).isEmpty();
        JsonPath shared = list("responsibility");
        assertThat(shared.getList("items.entryId")).containsExactly(entry.toString());
        assertThat(shared.getInt("items[0].version")).isEqualTo(2);
        as("data-specialist", unit)
                .body("{\"reasons\":\"职能划转\"}")
                .post(path + "/retirement-proposal")
                .then()
                .statusCode(200);
        assertThat(list("responsibility").getList("items")).hasSize(1);
        as("authority-reviewer", "authority")
                .body("{\"decision\":\"retire\"}")
                .post(path + "/retirement")
                .then()
                .statusCode(200);
        assertThat(list("responsibility").getList("items")).isEmpty();
        assertThat(list("inventory").getList("items")).isEmpty();
    }

    @Test
    @Requirement({"A7.1", "A17.1"})
    void theInventoryHasEachEntryWithItsResourcesAndTheirState() {
        UUID entry = Steps.published(unit, SHARED);
        assertThat(list("inventory").getList("items[0].resources")).isEmpty();
        String table = attached(entry, "table", "库表");
        String file = attached(entry, "file", "文件");
        JsonPath before = list("inventory");
        assertThat(before.getList("items[0].resources.resourceId")).containsExactly(table, file);
        assertThat(before.getString("items[0].resources[0].freshness")).isEqualTo("never-loaded");
        assertThat(before.getString("items[0].resources[1].freshness")).isNull();
        new Broker(servers)
                .send(
                        UUID.randomUUID(),
                        EventTypes.topicOf(RowsLoaded.class),
                        EventTypes.typeOf(RowsLoaded.class),
                        table,
                        EventJson.write(new RowsLoaded(
                                UUID.randomUUID(),
                                UUID.fromString(table),
                                entry,
                                unit,
                                7,
                                0,
                                0L,
                                0L,
                                0L,
                                0L,
                                "0".repeat(64),
                                new Actor("data-specialist." + unit, unit, "data-specialist"))));
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(list("inventory").getString("items[0].resources[0].freshness"))
                        .isEqualTo("current"));
        csv("inventory")
                .body(containsString(",库表,库表,业务系统,"))
                .body(containsString(",按期更新,待自查\r\n"))
                .body(containsString(",文件,文件,业务系统,"));
    }

    private String attached(UUID entry, String kind, String name) {
        return as("data-specialist", unit)
                .body("{\"kind\":\"" + kind + "\",\"name\":\"" + name + "\",\"informationSystem\":\"业务系统\""
                        + (kind.equals("file")
                                ? ",\"file\":{\"address\":\"https://data.example/a.csv\",\"format\":\"csv\"}}"
                                : "}"))
                .post("/api/v1/entries/" + entry + "/resources")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private io.restassured.response.ValidatableResponse csv(String list) {
        return io.restassured.RestAssured.given()
                .auth()
                .oauth2(Tokens.of("auditor", "authority"))
                .get(LISTS + list + ".csv?unit=" + unit)
                .then()
                .statusCode(200)
                .header("Content-Type", startsWith("text/csv"))
                .header("Content-Disposition", equalTo("attachment; filename=\"" + list + ".csv\""));
    }

    @Test
    @Requirement("A22.1")
    void aListIsExportedWhole() {
        Steps.published(unit, SHARED);
        Steps.published(unit, CONDITIONAL);
        csv("responsibility")
                .body(startsWith("\uFEFF目录代码,目录名称,提供单位,"))
                .body(containsString(",'=共享的目录," + unit + ",2,无条件共享,,,每月,"))
                .body(containsString(",有条件共享,仅限统计,《统计法》第九条,每月,"));
        csv("negative").body(equalTo("\uFEFF目录代码,目录名称,提供单位,数据分级,共享类型,共享条件,共享依据,更新周期,发布时间\r\n"));
        as("auditor", "authority")
                .get(LISTS + "positive.csv")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("list"));
    }

    @Test
    void aListIsReadPageByPage() {
        List<UUID> entries = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            entries.add(Steps.published(unit, SHARED));
        }
        List<String> read = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = as("data-system", "education")
                    .get(LISTS + "responsibility?limit=2&unit=" + unit + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            read.addAll(page.getList("items.entryId", String.class));
            cursor = page.getString("next") == null ? "" : "&cursor=" + page.getString("next");
        } while (!cursor.isEmpty());
        assertThat(read).isEqualTo(entries.stream().sorted().map(UUID::toString).toList());
        as("data-system", "education")
                .get(LISTS + "inventory?limit=0&cursor=x")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("limit", "cursor"))
                .body("items", nullValue());
    }
}
