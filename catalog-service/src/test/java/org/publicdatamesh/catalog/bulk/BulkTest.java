package org.publicdatamesh.catalog.bulk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.dhatim.fastexcel.VisibilityState;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.test.MeshParts;
import org.publicdatamesh.test.Requirement;
import org.publicdatamesh.test.Tokens;

/** Import and export of many entries. */
@QuarkusTest
@QuarkusTestResource(value = MeshParts.class, initArgs = @ResourceArg(name = "service", value = "catalog"))
class BulkTest {
    private static final String IMPORT = "/api/v1/entries/import";
    private static final String EXPORT = "/api/v1/entries/export";
    private static final int FIRST_BYTES = 100;
    private static final String CSV = "text/csv";
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Inject
    AdmittedUnits admitted;

    @Inject
    Pool database;

    @TestHTTPResource
    String address = "";

    @BeforeEach
    void begin() {
        List.of("authority", "civil-affairs", "education").forEach(unit -> admitted.set(unit, true));
        database.query("truncate entry, entry_version, resource, outbox")
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    private static RequestSpecification as(String role, String unit) {
        return given().auth().oauth2(Tokens.of(role, unit));
    }

    private static ValidatableResponse imported(String mode, String type, byte[] file) {
        return as("data-specialist", "civil-affairs")
                .contentType(type)
                .body(file)
                .post(IMPORT + "?mode=" + mode)
                .then();
    }

    private static ValidatableResponse refused(String type, byte[] file) {
        return imported("best-effort", type, file).statusCode(422).body("code", equalTo("file-refused"));
    }

    /** For bodies that are large: the other client keeps a copy of each, made pretty. */
    private <T> HttpResponse<T> plainly(HttpRequest.Builder request, String path, HttpResponse.BodyHandler<T> answer)
            throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    request.uri(URI.create(address).resolve(path))
                            .header("Authorization", "Bearer " + Tokens.of("data-specialist", "civil-affairs"))
                            .version(HttpClient.Version.HTTP_1_1)
                            .build(),
                    answer);
        }
    }

    private JsonNode importedPlainly(int status, String parameters, String type, byte[] file) throws Exception {
        HttpResponse<String> answer = plainly(
                HttpRequest.newBuilder()
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(file)),
                IMPORT + parameters,
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private long count(String sql) {
        return database.query(sql)
                .execute()
                .await()
                .atMost(Duration.ofSeconds(20))
                .iterator()
                .next()
                .getLong(0);
    }

    private static JsonNode content(String unit, String id) throws IOException {
        String body = as("data-specialist", unit)
                .get("/api/v1/entries/" + id)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        return JSON.readTree(body).get("content");
    }

    private static byte[] marked(byte[] text) {
        byte[] marked = new byte[text.length + 3];
        marked[0] = (byte) 0xEF;
        marked[1] = (byte) 0xBB;
        marked[2] = (byte) 0xBF;
        System.arraycopy(text, 0, marked, 3, text.length);
        return marked;
    }

    @Test
    @Requirement({"A9.2", "A10.2"})
    void aFileBecomesDraftsOfTheUnitWithAnEventEach() throws IOException {
        byte[] file = Tables.empty().entry(1, "行政村名录").entry(2, "社区名录").csv();
        List<String> ids = imported("all-or-nothing", CSV, file)
                .statusCode(200)
                .body("mode", equalTo("all-or-nothing"))
                .body("encoding", equalTo("UTF-8"))
                .body("rows", equalTo(4))
                .body("entries", equalTo(2))
                .body("good", equalTo(2))
                .body("written", equalTo(2))
                .body("created.row", contains(2, 4))
                .body("broken", empty())
                .extract()
                .path("created.id");
        JsonNode content = content("civil-affairs", ids.getFirst());
        assertThat(content.at("/name/zh").asText()).isEqualTo("行政村名录");
        assertThat(content.at("/kind").asText()).isEqualTo("department");
        assertThat(content.at("/shareType").asText()).isEqualTo("unconditional");
        assertThat(content.at("/updateCycle").asText()).isEqualTo("yearly");
        assertThat(content.at("/items")).hasSize(2);
        assertThat(content.at("/items/0/key").asBoolean()).isTrue();
        assertThat(content.at("/items/1/length").asInt()).isEqualTo(100);
        String single = as("data-specialist", "civil-affairs")
                .contentType(ContentType.JSON)
                .body(content.toString())
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        assertThat(stored(ids.getFirst(), "entry")).isEqualTo(stored(single, "entry"));
        assertThat(stored(ids.getFirst(), "outbox")).isEqualTo(stored(single, "outbox"));
        as("data-specialist", "civil-affairs")
                .post("/api/v1/entries/" + ids.getFirst() + "/submission")
                .then()
                .statusCode(200)
                .body("state", equalTo("in-unit-review"));
    }

    /** A row as JSON without what differs from entry to entry. */
    private List<String> stored(String id, String table) {
        String row = table.equals("entry")
                ? "select (to_jsonb(e) - 'id' - 'serial' - 'changed_at')::text from entry e where id = '" + id + "'"
                : "select replace((to_jsonb(o) - 'id' - 'time' - 'traceparent')::text, key, 'ID')"
                        + " from outbox o where subject = '" + id + "'";
        return StreamSupport.stream(
                        database.query(row)
                                .execute()
                                .await()
                                .atMost(Duration.ofSeconds(10))
                                .spliterator(),
                        false)
                .map((Row each) -> each.getString(0))
                .toList();
    }

    @Test
    @Requirement("A9.2")
    void aWorkbookBecomesTheSameDraftsAsACsvFile() throws IOException {
        Tables table = Tables.empty().entry(1, "行政村名录");
        String ofCsv = imported("all-or-nothing", CSV, table.csv())
                .statusCode(200)
                .extract()
                .path("created[0].id");
        String ofXlsx = imported("all-or-nothing", XLSX, table.xlsx())
                .statusCode(200)
                .body("encoding", nullValue())
                .extract()
                .path("created[0].id");
        assertThat(content("civil-affairs", ofXlsx)).isEqualTo(content("civil-affairs", ofCsv));
    }

    private static Tables oneGoodAmongBadOnes() {
        return Tables.empty()
                .entry(1, "行政村名录")
                .entry(2, "社区名录")
                .entry(3, "街道名录")
                .with(4, "共享类型", "不予共享")
                .with(4, "更新周期", "每年")
                .with(5, "数据项标识", "Name!")
                .with(6, "数据分级", "二级")
                .with(7, "数据类型", "文字");
    }

    @Test
    @Requirement({"A9.2", "A10.1"})
    void bestEffortKeepsTheGoodEntriesAndReportsTheOthersRowByRow() {
        imported("best-effort", CSV, oneGoodAmongBadOnes().csv())
                .statusCode(200)
                .body("entries", equalTo(3))
                .body("good", equalTo(1))
                .body("written", equalTo(1))
                .body("created.row", contains(2))
                .body("broken.row", contains(4, 5, 6, 7))
                .body("broken.column", contains("共享依据名称", "数据项标识", "数据分级", "数据类型"))
                .body("broken.cell", contains("H4", "L5", "E6", "M7"))
                .body(
                        "broken.code",
                        contains("legal-basis-missing", "wrong-format", "not-a-whole-number", "not-one-of"))
                .body("broken[3].message", containsString("文本"))
                .body("brokenLeftOut", equalTo(0));
        assertThat(count("select count(*) from entry")).isEqualTo(1);
        assertThat(count("select count(*) from outbox")).isEqualTo(1);
    }

    @Test
    @Requirement({"A9.2", "A10.1"})
    void allOrNothingWritesNothingIfOneIsBadAndNamesEachPlace() {
        imported("all-or-nothing", XLSX, oneGoodAmongBadOnes().xlsx())
                .statusCode(422)
                .body("code", equalTo("rows-refused"))
                .body("detail", containsString("4 places"))
                .body("errors.pointer", contains("/4/共享依据名称", "/5/数据项标识", "/6/数据分级", "/7/数据类型"))
                .body(
                        "errors.code",
                        contains("legal-basis-missing", "wrong-format", "not-a-whole-number", "not-one-of"));
        assertThat(count("select count(*) from entry")).isZero();
        assertThat(count("select count(*) from outbox")).isZero();
    }

    @Test
    void theReportSpeaksChineseWhereThatIsAskedFor() {
        as("data-specialist", "civil-affairs")
                .contentType(CSV)
                .header("Accept-Language", "zh-CN")
                .body(oneGoodAmongBadOnes().csv())
                .post(IMPORT + "?mode=best-effort")
                .then()
                .statusCode(200)
                .body("broken[0].message", equalTo("不属于无条件共享的,须列明法律、法规或者规章的名称和条款(第二十三条)。"));
    }

    @Test
    @Requirement({"A3.1", "A23.2"})
    void aConditionThatNamesNoLegalBasisIsNotImported() throws IOException {
        Tables table = Tables.empty().entry(1, "行政村名录").with(2, "共享类型", "有条件共享").with(2, "共享条件", "用于履行法定职责");
        imported("best-effort", CSV, table.csv())
                .statusCode(200)
                .body("written", equalTo(0))
                .body("broken.code", contains("legal-basis-missing"))
                .body("broken.column", contains("共享依据名称"));
        imported("best-effort", CSV, table.with(2, "共享依据名称", "行政区划管理条例").csv())
                .statusCode(200)
                .body("written", equalTo(0));
        assertThat(count("select count(*) from entry")).isZero();
    }

    @Test
    @Requirement("A10.1")
    void theRulesAreThoseOfASingleDraft() throws IOException {
        byte[] file = Tables.empty()
                .entry(1, "村")
                .with(2, "分类代码", "十")
                .with(2, "数据分级", "7")
                .with(2, "共享类型", "有条件共享")
                .with(2, "是否必填", "否")
                .with(3, "数据项标识", "code")
                .with(3, "数据长度", "")
                .csv();
        List<String> ofTheFile =
                imported("best-effort", CSV, file).statusCode(200).extract().path("broken.code");
        String single =
                "{\"name\":{\"zh\":\"村\"},\"summary\":\"全区行政村和社区的统计代码与名称\",\"classification\":\"十\",\"grade\":7,"
                        + "\"shareType\":\"conditional\",\"updateCycle\":\"yearly\",\"items\":["
                        + "{\"name\":\"code\",\"label\":\"统计代码\",\"type\":\"text\",\"length\":12,\"key\":true,\"required\":false,"
                        + "\"check\":\"none\",\"grade\":1,\"identifies\":\"nobody\",\"mask\":\"none\"},"
                        + "{\"name\":\"code\",\"label\":\"名称\",\"type\":\"text\",\"key\":false,\"required\":true,"
                        + "\"check\":\"none\",\"grade\":1,\"identifies\":\"nobody\",\"mask\":\"none\"}]}";
        List<String> ofTheBody = as("data-specialist", "civil-affairs")
                .contentType(ContentType.JSON)
                .body(single)
                .post("/api/v1/entries")
                .then()
                .statusCode(422)
                .extract()
                .path("errors.code");
        assertThat(ofTheBody).hasSize(8);
        assertThat(ofTheFile).containsExactlyElementsOf(ofTheBody);
    }

    @Test
    @Requirement("A9.1")
    void aCoUnitStandsAtTheItemsThatItAnswersFor() throws IOException {
        imported(
                        "best-effort",
                        CSV,
                        Tables.empty()
                                .entry(1, "部门目录")
                                .with(3, "参编单位", "health")
                                .csv())
                .statusCode(200)
                .body("broken.code", contains("co-units-not-allowed"))
                .body("broken.cell", contains("U3"));
        imported(
                        "best-effort",
                        CSV,
                        Tables.empty()
                                .entry(1, "部门目录")
                                .with(2, "参编单位", "health")
                                .with(3, "参编单位", "卫健委")
                                .csv())
                .statusCode(200)
                .body("broken.code", contains("co-units-not-allowed", "wrong-format"))
                .body("broken.cell", contains("U2", "U3"));
    }

    @Test
    void aDryRunOnlyReports() {
        as("data-specialist", "civil-affairs")
                .contentType(CSV)
                .body(oneGoodAmongBadOnes().csv())
                .post(IMPORT + "?mode=all-or-nothing&dry-run=true")
                .then()
                .statusCode(200)
                .body("dryRun", equalTo(true))
                .body("good", equalTo(1))
                .body("written", equalTo(0))
                .body("broken", hasSize(4));
        assertThat(count("select count(*) from entry")).isZero();
    }

    @Test
    void aRepeatWithTheSameKeyHasNoSecondEffect() {
        byte[] file = Tables.empty().entry(1, "行政村名录").csv();
        String key = UUID.randomUUID().toString();
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            answers.add(as("data-specialist", "civil-affairs")
                    .contentType(CSV)
                    .header("Idempotency-Key", key)
                    .body(file)
                    .post(IMPORT)
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("created[0].id"));
        }
        assertThat(answers.get(1)).isEqualTo(answers.get(0));
        assertThat(count("select count(*) from entry")).isEqualTo(1);
        as("data-specialist", "civil-affairs")
                .contentType(CSV)
                .header("Idempotency-Key", key)
                .body(Tables.empty().entry(1, "社区名录").csv())
                .post(IMPORT)
                .then()
                .statusCode(422)
                .body("code", equalTo("idempotency-key-reused"));
    }

    @Test
    void theEncodingIsFoundAndSaid() throws IOException {
        Tables table = Tables.empty().entry(1, "行政村名录");
        for (byte[] file : List.of(table.csv(), marked(table.csv()))) {
            imported("all-or-nothing", CSV, file).statusCode(200).body("encoding", equalTo("UTF-8"));
        }
        for (String name : List.of("GBK", "GB18030")) {
            String id = imported("all-or-nothing", CSV, table.csv(Charset.forName(name)))
                    .statusCode(200)
                    .body("encoding", equalTo("GB18030"))
                    .extract()
                    .path("created[0].id");
            assertThat(content("civil-affairs", id).at("/name/zh").asText()).isEqualTo("行政村名录");
        }
        refused(CSV, marked(table.csv(Charset.forName("GBK")))).body("errors.code", contains("not-utf-8"));
        refused(CSV, table.csv(StandardCharsets.UTF_16)).body("errors.code", contains("unknown-encoding"));
    }

    @Test
    void headersThatAreNotOfTheLayoutAreNamedByTheirCells() {
        String text = Tables.empty().entry(1, "行政村名录").text();
        refused(CSV, text.replace("目录名称", "名字").replace("更新周期", "目录摘要").getBytes(StandardCharsets.UTF_8))
                .body("errors.pointer", contains("/B1", "/J1", "/目录名称", "/更新周期"))
                .body("errors.code", contains("unknown-header", "repeated-header", "missing-header", "missing-header"));
        refused(CSV, new byte[0]).body("errors.code", contains("empty-file"));
        refused(CSV, "\r\n , \r\n".getBytes(StandardCharsets.UTF_8)).body("errors.code", contains("empty-file"));
        refused(CSV, Tables.empty().csv()).body("errors.code", contains("no-rows"));
        refused(CSV, (text + "\"never ends").getBytes(StandardCharsets.UTF_8)).body("errors.code", contains("not-csv"));
    }

    @Test
    void rowsThatDoNotFitTogetherAreReported() {
        Tables table = Tables.empty()
                .entry(1, "行政村名录")
                .entry(2, "社区名录")
                .entry(1, "街道名录")
                .with(3, "目录名称", "另一名录")
                .with(4, "共享类型", "有条件共享")
                .with(4, "共享条件", "用于履行法定职责\n不得转让")
                .with(4, "共享依据名称", "行政区划管理条例\n地名管理条例")
                .with(4, "共享依据条款", "第十四条");
        imported("best-effort", XLSX, table.xlsx())
                .statusCode(200)
                .body("broken.cell", contains("B3", "I4", "A6"))
                .body("broken.code", contains("differs-from-first-row", "unequal-lines", "rows-apart"));
        imported(
                        "best-effort",
                        CSV,
                        Tables.empty().entry(1, "行政村名录").with(2, "序号", "").csv())
                .statusCode(200)
                .body("broken.code", contains("missing"))
                .body("broken.cell", contains("A2"));
        String beyond = Tables.empty().entry(1, "行政村名录").text().stripTrailing() + ",多余\r\n";
        imported("best-effort", CSV, beyond.getBytes(StandardCharsets.UTF_8))
                .statusCode(200)
                .body("broken.code", contains("beyond-the-header"))
                .body("broken.row", contains(3));
        imported(
                        "best-effort",
                        CSV,
                        Tables.empty()
                                .entry(1, "行政村名录")
                                .with(2, "目录摘要", "说".repeat(20_001))
                                .csv())
                .statusCode(200)
                .body("broken.code", contains("too-long"));
        imported("best-effort", CSV, Tables.empty().entry(1, "行政村\u0001名录").csv())
                .statusCode(200)
                .body("broken.code", contains("unstorable-text"));
    }

    @Test
    void anEntryOfMoreThanFiveHundredItemsIsRefusedLikeASingleDraft() {
        Tables table = Tables.empty().entry(1, "行政村名录");
        for (int i = 0; i < 600; i++) {
            table.entry(1, "行政村名录");
            table.with(table.size(), "数据项标识", "code" + i).with(table.size() + 1, "数据项标识", "name" + i);
        }
        imported("best-effort", CSV, table.csv())
                .statusCode(200)
                .body("entries", equalTo(1))
                .body("rows", equalTo(1202))
                .body("broken.code", contains("wrong-count"));
    }

    @Test
    void mergedCellsFormulasAndErrorsAreRefusedNamingTheCell() {
        Tables table = Tables.empty().entry(1, "行政村名录");
        refused(XLSX, table.xlsx(sheet -> sheet.range(1, 1, 2, 1).merge()))
                .body("errors.pointer", contains("/B2:B3"))
                .body("errors.code", contains("merged-cells"));
        refused(XLSX, table.xlsx(sheet -> {
                    sheet.formula(1, 4, "1+1");
                    sheet.formula(2, 13, "LEN(A1)");
                }))
                .body("errors.pointer", contains("/E2", "/N3"))
                .body("errors.code", contains("formula", "formula"));
        refused(
                        XLSX,
                        Tables.replaced(
                                table.xlsx(),
                                SHEET,
                                "<c r=\"E2\" t=\"n\"><v>2</v></c>",
                                "<c r=\"E2\" t=\"e\"><v>#N/A</v></c>"))
                .body("errors.pointer", contains("/E2"))
                .body("errors.code", contains("error-value"));
        refused(XLSX, table.xlsx(sheet -> sheet.value(1, 3, 12345678901234567890D)))
                .body("errors.pointer", contains("/D2"))
                .body("errors.code", contains("inexact-number"));
        assertThat(count("select count(*) from entry")).isZero();
    }

    @Test
    void hiddenAndFurtherSheetsAreRefusedByName() {
        Tables table = Tables.empty().entry(1, "行政村名录");
        for (VisibilityState state : List.of(VisibilityState.HIDDEN, VisibilityState.VERY_HIDDEN)) {
            refused(XLSX, Tables.book(book -> {
                        table.fill(book.newWorksheet("目录"));
                        Worksheet hidden = book.newWorksheet("备份");
                        hidden.value(0, 0, "x");
                        hidden.setVisibilityState(state);
                    }))
                    .body("errors.pointer", contains("/备份"))
                    .body("errors.code", contains("hidden-sheet"));
        }
        refused(XLSX, Tables.book(book -> {
                    table.fill(book.newWorksheet("目录"));
                    book.newWorksheet("Sheet2").value(0, 0, "x");
                }))
                .body("errors.pointer", contains("/Sheet2"))
                .body("errors.code", contains("further-sheet"));
    }

    @Test
    void aFileThatIsNoWorkbookIsRefused() {
        byte[] good = Tables.empty().entry(1, "行政村名录").xlsx();
        byte[] old = new byte[2048];
        System.arraycopy(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 0, old, 0, 4);
        for (byte[] file : List.of(
                "序号,目录名称".getBytes(StandardCharsets.UTF_8),
                old,
                Arrays.copyOf(good, good.length / 2),
                Tables.replaced(
                        good, SHEET, to -> to.write("<worksheet><sheetData><row".getBytes(StandardCharsets.UTF_8))),
                Tables.replaced(good, SHEET, "<row r=\"2\"", "<row r=\"1\""),
                Tables.replaced(
                        good, "xl/workbook.xml", to -> to.write("<workbook/>".getBytes(StandardCharsets.UTF_8))))) {
            refused(XLSX, file).body("errors.code", contains("not-xlsx"));
        }
    }

    @Test
    void entitiesAreNotExpanded() {
        byte[] good = Tables.empty().entry(1, "行政村名录").xlsx();
        StringBuilder laughs = new StringBuilder("<!DOCTYPE worksheet [<!ENTITY a0 \"哈\">");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY a")
                    .append(i)
                    .append(" \"")
                    .append(("&a" + (i - 1) + ";").repeat(10))
                    .append("\">");
        }
        String sheet =
                laughs + "]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&a11;</t></is></c>"
                        + "</row></sheetData></worksheet>";
        refused(XLSX, Tables.replaced(good, SHEET, to -> to.write(sheet.getBytes(StandardCharsets.UTF_8))))
                .body("errors.code", contains("not-xlsx"));
        String outside = "<!DOCTYPE worksheet [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><worksheet><sheetData>"
                + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&x;</t></is></c></row></sheetData></worksheet>";
        refused(XLSX, Tables.replaced(good, SHEET, to -> to.write(outside.getBytes(StandardCharsets.UTF_8))))
                .body("errors.code", contains("not-xlsx"));
    }

    @ParameterizedTest
    @ValueSource(strings = {SHEET, "xl/sharedStrings.xml", "xl/workbook.xml"})
    void aZipBombIsRefusedBeforeItIsInflated(String part) {
        byte[] blanks = new byte[1 << 20];
        Arrays.fill(blanks, (byte) ' ');
        byte[] bomb = Tables.replaced(Tables.empty().entry(1, "行政村名录").xlsx(), part, to -> {
            to.write("<x>".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 300; i++) {
                to.write(blanks);
            }
            to.write("</x>".getBytes(StandardCharsets.UTF_8));
        });
        assertThat(bomb.length).isLessThan(1 << 20);
        refused(XLSX, bomb)
                .body("errors.code", contains("inflates-too-much"))
                .body("errors[0].message", containsString("100 times"));
    }

    /** A file that may be inflated by its size, with one thing in it that a parser would hold whole: 300 MB of it. */
    @ParameterizedTest
    @ValueSource(strings = {"<x a=\"", "<!-- <", "<![CDATA[ <", "<?x <"})
    void whatAParserHoldsWholeIsBounded(String begin) throws Exception {
        byte[] much = new byte[1 << 20];
        Arrays.fill(much, (byte) '>');
        byte[] noise = new byte[4 << 20];
        new java.util.Random(7).nextBytes(noise);
        byte[] file = Tables.replaced(Tables.empty().entry(1, "行政村名录").xlsx(), SHEET, to -> {
            to.write(("<worksheet>" + begin).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 300; i++) {
                to.write(much);
            }
            to.closeEntry();
            to.putNextEntry(new java.util.zip.ZipEntry("noise"));
            to.write(noise);
        });
        JsonNode refusal = importedPlainly(422, "?mode=best-effort", XLSX, file);
        assertThat(refusal.at("/code").asText()).isEqualTo("file-refused");
        assertThat(refusal.at("/errors")).hasSize(1);
        assertThat(refusal.at("/errors/0/code").asText()).isEqualTo("markup-too-long");
        assertThat(refusal.at("/errors/0/message").asText()).contains("8000000");
        assertThat(count("select count(*) from entry")).isZero();
    }

    @Test
    void elementsWithoutEndAndNamesWithoutEndAreRefused() {
        byte[] good = Tables.empty().entry(1, "行政村名录").xlsx();
        refused(
                        XLSX,
                        Tables.replaced(
                                good, SHEET, to -> to.write("<a>".repeat(300).getBytes(StandardCharsets.UTF_8))))
                .body("errors.code", contains("nested-too-deeply"))
                .body("errors[0].message", containsString("256"));
        String names = java.util.stream.IntStream.range(0, 11_000)
                .mapToObj(i -> "<a" + i + "/>")
                .collect(Collectors.joining());
        refused(XLSX, Tables.replaced(good, SHEET, to -> to.write(("<x>" + names).getBytes(StandardCharsets.UTF_8))))
                .body("errors.code", contains("too-many-names"))
                .body("errors[0].message", containsString("10000"));
    }

    @Test
    void aWorkbookMayHaveCommentsAndBeInUtf16() {
        byte[] good = Tables.empty().entry(1, "行政村名录").xlsx();
        byte[] commented = Tables.replaced(
                good,
                SHEET,
                "<sheetData>",
                "<!----><!-- a -- > b <c> --><?p <d> ?><sheetData>".replace("-- >", "- - >"));
        imported("best-effort", XLSX, commented).statusCode(200).body("written", equalTo(1));
        for (Charset charset : List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            imported("best-effort", XLSX, Tables.encoded(good, SHEET, charset))
                    .statusCode(200)
                    .body("written", equalTo(1));
        }
    }

    @Test
    void aTextThatIsTooLongForItsCellIsNotHeld() {
        byte[] good = Tables.empty().entry(1, "行政村名录").xlsx();
        byte[] random = new byte[200_000];
        new java.util.Random(7).nextBytes(random);
        String noise = java.util.HexFormat.of().formatHex(random);
        imported("best-effort", XLSX, Tables.replaced(good, "xl/sharedStrings.xml", inXml("全区行政村和社区的统计代码与名称"), noise))
                .statusCode(200)
                .body("broken.code", contains("too-long"))
                .body("broken.cell", contains("C2"));
    }

    /** As the workbook has it: each character by its number. */
    private static String inXml(String text) {
        return text.chars().mapToObj("&#x%x;"::formatted).collect(Collectors.joining());
    }

    @Test
    void aFileOverALimitIsToldTheLimit() throws Exception {
        StringBuilder rows = new StringBuilder(Tables.empty().text());
        for (int i = 0; i <= 100_000; i++) {
            rows.append(i).append(",x\r\n");
        }
        JsonNode refusal =
                importedPlainly(422, "?mode=best-effort", CSV, rows.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(refusal.at("/code").asText()).isEqualTo("file-refused");
        assertThat(refusal.at("/errors/0/code").asText()).isEqualTo("too-many-rows");
        assertThat(refusal.at("/errors/0/message").asText()).contains("100000");
        JsonNode larger = importedPlainly(413, "?mode=best-effort", CSV, new byte[(32 << 20) + 1]);
        assertThat(larger.at("/code").asText()).isEqualTo("file-too-large");
        assertThat(larger.at("/detail").asText()).contains("33554432");
    }

    @Test
    void noMoreImportsThanConfiguredRunAtATime() throws Exception {
        byte[] file = Tables.empty().entry(1, "行政村名录").csv();
        try (Socket one = begun(file);
                Socket another = begun(file)) {
            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> imported("best-effort", CSV, file)
                    .statusCode(429)
                    .header("Retry-After", equalTo("5"))
                    .body("code", equalTo("imports-running")));
            for (Socket each : List.of(one, another)) {
                each.getOutputStream().write(file, FIRST_BYTES, file.length - FIRST_BYTES);
                String answer = new String(each.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                assertThat(answer).startsWith("HTTP/1.1 200");
            }
        }
        imported("best-effort", CSV, file).statusCode(200);
    }

    /** An import of which the first bytes have been sent. */
    private Socket begun(byte[] file) throws IOException {
        URI server = URI.create(address);
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(10_000);
        OutputStream out = socket.getOutputStream();
        out.write(("POST " + IMPORT + " HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\nConnection: close\r\n"
                        + "Authorization: Bearer " + Tokens.of("data-specialist", "civil-affairs")
                        + "\r\nContent-Type: " + CSV + "\r\nContent-Length: " + file.length + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
        out.write(file, 0, FIRST_BYTES);
        return socket;
    }

    @Test
    void otherOperationsTakeNoLargerBodiesForIt() throws Exception {
        String large = "{\"x\":\"" + "x".repeat(2 << 20) + "\"}";
        HttpRequest unmeasured = HttpRequest.newBuilder(URI.create(address).resolve("/api/v1/entries"))
                .header("Authorization", "Bearer " + Tokens.of("data-specialist", "civil-affairs"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofInputStream(
                        () -> new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8))))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(unmeasured, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(413);
        }
    }

    @Test
    @Requirement("A40.1")
    void onlyADataSpecialistImportsAndParametersAreChecked() {
        byte[] file = Tables.empty().entry(1, "行政村名录").csv();
        for (String role : List.of("data-supervisor", "security-officer")) {
            as(role, "civil-affairs")
                    .contentType(CSV)
                    .body(file)
                    .post(IMPORT)
                    .then()
                    .statusCode(403);
        }
        as("data-specialist", "civil-affairs")
                .contentType(CSV)
                .body(file)
                .post(IMPORT + "?mode=some&dry-run=maybe")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("mode", "dry-run"));
        as("data-specialist", "civil-affairs")
                .contentType("application/vnd.ms-excel")
                .body(file)
                .post(IMPORT)
                .then()
                .statusCode(415);
        as("data-specialist", "civil-affairs")
                .get(EXPORT + "?format=pdf")
                .then()
                .statusCode(422)
                .body("errors.parameter", contains("format"));
        as("citizen", "public").get(EXPORT).then().statusCode(403);
        assertThat(count("select count(*) from entry")).isZero();
    }

    @Test
    void theTemplateIsTheLayoutWithoutRows() {
        for (String format : List.of("csv", "xlsx")) {
            byte[] template = as("data-specialist", "civil-affairs")
                    .get(IMPORT + "/template?format=" + format)
                    .then()
                    .statusCode(200)
                    .header("Content-Type", startsWith(format.equals("csv") ? CSV : XLSX))
                    .header("Content-Disposition", containsString("entries-template." + format))
                    .extract()
                    .asByteArray();
            refused(format.equals("csv") ? CSV : XLSX, template).body("errors.code", contains("no-rows"));
        }
        as("data-specialist", "civil-affairs")
                .accept(CSV)
                .get(IMPORT + "/template")
                .then()
                .statusCode(200)
                .body(startsWith("\uFEFF序号,目录名称,"));
    }

    private static final String AWKWARD = """
            {"name":{"zh":"=HYPERLINK(\\"http://x\\")","bo":"གྲོང་ཚོའི་མིང་ཐོ།","en":"+Villages, \\"all\\""},
             "summary":"第一行\\n第二行, \\"引号\\"; 'quoted' _x000D_ \\\\n 𠀀",
             "kind":"theme","classification":"001060112345678901","grade":2,
             "shareType":"conditional","shareConditions":["-1 份\\n第二行","@某人\\\\n","'=1"],
             "legalBasis":[{"title":"行政区划管理条例","article":"第十四条"},{"title":"@地名管理条例","article":"-第二条"}],
             "openType":"conditional","updateCycle":"on-demand",
             "items":[
              {"name":"code","label":"-统计代码","type":"text","length":12,"key":true,"required":true,"check":"division-code",
               "grade":1,"identifies":"nobody","mask":"keep-edges","meaning":"'=意义","standard":"''@GB/T 2260"},
              {"name":"at","label":"时间","type":"timestamp","key":false,"required":false,"check":"none",
               "grade":1,"identifies":"organisation","mask":"full"}],
             "coUnits":[{"unit":"health","items":["at"]}]}""";
    private static final String PLAIN = """
            {"name":{"zh":"=HYPERLINK(\\"http://x\\")"},"summary":"同名的另一目录","classification":"106011","grade":1,
             "updateCycle":"real-time",
             "items":[{"name":"n","label":"数","type":"integer","key":true,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";

    private static String drafted(String body) {
        return as("data-specialist", "civil-affairs")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/entries")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "xlsx"})
    @Requirement("A9.2")
    void whatIsExportedComesBackByAnImport(String format) throws IOException {
        List<String> ids = List.of(drafted(AWKWARD), drafted(PLAIN), drafted(PLAIN));
        byte[] file = as("data-specialist", "civil-affairs")
                .get(EXPORT + "?format=" + format)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        List<String> copies = as("data-specialist", "education")
                .contentType(format.equals("csv") ? CSV : XLSX)
                .body(file)
                .post(IMPORT)
                .then()
                .statusCode(200)
                .body("rows", equalTo(4))
                .extract()
                .path("created.id");
        assertThat(copies).hasSize(3);
        for (int i = 0; i < 3; i++) {
            assertThat(content("education", copies.get(i))).isEqualTo(content("civil-affairs", ids.get(i)));
        }
        if (format.equals("csv")) {
            try (CsvReader<CsvRecord> cells =
                    CsvReader.builder().ofCsvRecord(new String(file, StandardCharsets.UTF_8).substring(1))) {
                for (CsvRecord record : cells) {
                    assertThat(record.getFields()).noneMatch(field -> field.matches("(?s)[=+\\-@\t\r].*"));
                }
            }
        }
    }

    @Test
    @Requirement("A11.1")
    void anExportHasWhatTheListHas() throws IOException {
        String draft = drafted(PLAIN);
        String published = drafted(AWKWARD.replace("=HYPERLINK(\\\"http://x\\\")", "已发布的目录")
                .replace("theme", "department")
                .replaceFirst(",\\s*\"coUnits\":\\[.*\\]", ""));
        String path = "/api/v1/entries/" + published;
        as("data-specialist", "civil-affairs").post(path + "/submission").then().statusCode(200);
        as("data-supervisor", "civil-affairs")
                .contentType(ContentType.JSON)
                .body("{\"decision\":\"pass\"}")
                .post(path + "/review")
                .then()
                .statusCode(200);
        as("authority-reviewer", "authority")
                .contentType(ContentType.JSON)
                .body("{\"decision\":\"confirm\"}")
                .post(path + "/publication")
                .then()
                .statusCode(200);
        assertThat(exported("data-specialist", "education"))
                .hasSize(1)
                .allMatch(row -> row.contains("已发布的目录") && row.contains("civil-affairs") && row.contains("已发布"));
        assertThat(exported("data-supervisor", "civil-affairs")).hasSize(2).anyMatch(row -> row.contains("草稿"));
        as("data-specialist", "education")
                .get("/api/v1/entries/" + draft)
                .then()
                .statusCode(404);
    }

    /** The first rows of the entries in a CSV export. */
    private static List<List<String>> exported(String role, String unit) throws IOException {
        String text = as(role, unit)
                .accept(CSV)
                .get(EXPORT)
                .then()
                .statusCode(200)
                .extract()
                .asString();
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> records = CsvReader.builder().ofCsvRecord(text.substring(1))) {
            records.forEach(record -> rows.add(record.getFields()));
        }
        return rows.stream().skip(1).filter(row -> !row.get(1).isEmpty()).toList();
    }

    @Test
    @Requirement("A9.2")
    void aHundredThousandRowsAreImportedAndExported() throws Exception {
        Tables table = Tables.empty();
        int entries = 25_000;
        for (int i = 0; i < entries; i++) {
            table.entry(i + 1, "第" + i + "号名录");
            int last = table.size();
            for (String name : List.of("longitude", "latitude")) {
                table.row(List.of(
                        "", "", "", "", "", "", "", "", "", "", "坐标", name, "小数", "", "否", "否", "无", "1", "无", "不脱敏"));
            }
            table.with(last, "目录摘要", "第" + i + "号行政村和社区的统计代码与名称");
        }
        assertThat(table.size()).isEqualTo(100_000);
        byte[] file = table.csv();
        long began = System.nanoTime();
        JsonNode report = importedPlainly(200, "?mode=all-or-nothing", CSV, file);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "import of %d entries in 100,000 rows (%d bytes of CSV): %.1f s, %.0f entries/s%n",
                entries, file.length, seconds, entries / seconds);
        assertThat(report.at("/written").asInt()).isEqualTo(entries);
        assertThat(count("select count(*) from entry")).isEqualTo(entries);
        assertThat(count("select count(*) from outbox where type like '%entry.drafted.v1'"))
                .isEqualTo(entries);
        began = System.nanoTime();
        HttpResponse<byte[]> export =
                plainly(HttpRequest.newBuilder(), EXPORT + "?format=xlsx", HttpResponse.BodyHandlers.ofByteArray());
        assertThat(export.statusCode()).isEqualTo(200);
        byte[] exported = export.body();
        System.out.printf(
                "export of them: %d bytes of XLSX, %.1f s%n", exported.length, (System.nanoTime() - began) / 1e9);
        began = System.nanoTime();
        JsonNode again = importedPlainly(200, "?dry-run=true", XLSX, exported);
        assertThat(again.at("/rows").asInt()).isEqualTo(100_000);
        assertThat(again.at("/good").asInt()).isEqualTo(entries);
        System.out.printf("reading that once: %.1f s%n", (System.nanoTime() - began) / 1e9);
    }
}
