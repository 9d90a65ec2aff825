package org.publicdatamesh.catalog.resource.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.test.Requirement;

class SchemaComparisonTest {
    private static final List<DataItem> ITEMS = List.of(
            item("code", "区划代码", ItemType.TEXT, 12, true),
            item("name", "名称", ItemType.TEXT, 4, true),
            item("people", "人口", ItemType.INTEGER, null, false),
            item("area", "面积", ItemType.DECIMAL, null, false),
            item("founded", "设立日期", ItemType.DATE, null, false),
            item("changed", "更新时间", ItemType.TIMESTAMP, null, false),
            item("open", "开放", ItemType.BOOLEAN, null, false));

    private static DataItem item(String name, String label, ItemType type, @Nullable Integer length, boolean required) {
        return new DataItem(
                name,
                label,
                type,
                length,
                name.equals("code"),
                required,
                ItemCheck.NONE,
                1,
                Identifies.NOBODY,
                Mask.NONE,
                null,
                null);
    }

    private static SchemaComparison fresh() {
        return new SchemaComparison(ITEMS, "changed");
    }

    private static @Nullable SchemaComparison csv(String text, Charset charset) throws IOException {
        byte[] bytes = text.getBytes(charset);
        return Rows.csv(() -> new ByteArrayInputStream(bytes), SchemaComparisonTest::fresh);
    }

    @Test
    @Requirement("A13.2")
    void goodCsvMatchesByNameOrLabelInUtf8AndGb18030() throws IOException {
        String text = "区划代码,name,people,area,founded,更新时间,open\r\n"
                + "540102001001,娘热村,12,3.5,1999-01-02,2026-11-20 08:00:00,true\r\n"
                + "540102001002,夺底村,,,,2026-11-21T08:00:00+08:00,\r\n";
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("GB18030"))) {
            SchemaComparison comparison = Objects.requireNonNull(csv(text, charset));
            assertThat(comparison.deviations()).isEmpty();
            assertThat(comparison.rows()).isEqualTo(2);
            assertThat(comparison.newest()).isEqualTo(Instant.parse("2026-11-21T00:00:00Z"));
        }
    }

    @Test
    @Requirement("A13.2")
    void everyDeviationOfACsvIsNamedWithItsRowsAndWithoutItsValues() throws IOException {
        SchemaComparison comparison = Objects.requireNonNull(csv(
                "code,name,people,area,founded,changed,phone,phone,code\n"
                        + "1,名称长于四字,x,1e5,1999-02-30,2026-11-20,139,139,1\n"
                        + ",村,9223372036854775808,abc,,,,\n"
                        + "3,村,1,1,,,,\n",
                StandardCharsets.UTF_8));
        assertThat(comparison.deviations())
                .extracting(Deviation::code, Deviation::item, Deviation::times, Deviation::firstRow)
                .containsExactly(
                        tuple("unknown-item", "phone", null, null),
                        tuple("repeated-item", "code", null, null),
                        tuple("item-missing", "open", null, null),
                        tuple("too-long", "name", 1L, 1L),
                        tuple("wrong-type", "people", 2L, 1L),
                        tuple("wrong-type", "area", 2L, 1L),
                        tuple("wrong-type", "founded", 1L, 1L),
                        tuple("wrong-type", "changed", 1L, 1L),
                        tuple("value-missing", "code", 1L, 2L));
        assertThat(comparison.deviations().toString()).doesNotContain("139").doesNotContain("长于");
        assertThat(csv("", StandardCharsets.UTF_8)).isNull();
        assertThat(csv("code,name\n\"1,2\n", StandardCharsets.UTF_8)).isNull();
    }

    private static @Nullable String json(String text, @Nullable String pointer, SchemaComparison comparison)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Rows.json(() -> new ByteArrayInputStream(bytes), pointer, comparison);
    }

    @Test
    @Requirement("A13.2")
    void jsonIsHeldAgainstTheTypesThatItHas() throws IOException {
        SchemaComparison good = fresh();
        assertThat(json(
                        "{\"code\":0,\"data\":{\"list\":[{\"code\":\"1\",\"name\":\"村\",\"people\":3,\"area\":1.5,"
                                + "\"founded\":\"2000-01-01\",\"changed\":\"2026-11-20T00:00:00Z\",\"open\":true}]}}",
                        "/data/list",
                        good))
                .isNull();
        assertThat(good.deviations()).isEmpty();
        assertThat(good.rows()).isEqualTo(1);
        SchemaComparison bad = fresh();
        assertThat(json(
                        "[{\"code\":1,\"name\":null,\"people\":\"3\",\"open\":\"true\",\"founded\":20000101,\"idCard\":\"x\"},"
                                + "{\"code\":\"2\",\"name\":\"村\",\"people\":1.5}]",
                        null,
                        bad))
                .isNull();
        assertThat(bad.deviations())
                .extracting(Deviation::code, Deviation::item, Deviation::times)
                .containsExactly(
                        tuple("unknown-item", "idCard", null),
                        tuple("wrong-type", "code", 1L),
                        tuple("value-missing", "name", 1L),
                        tuple("wrong-type", "people", 2L),
                        tuple("wrong-type", "founded", 1L),
                        tuple("wrong-type", "open", 1L));
        SchemaComparison lacking = fresh();
        assertThat(json("[{\"code\":\"1\"}]", null, lacking)).isNull();
        assertThat(lacking.deviations())
                .extracting(Deviation::code, Deviation::item)
                .containsExactly(tuple("item-missing", "name"));
    }

    @Test
    void whatIsNoJsonOrHasNoRowsIsSaid() throws IOException {
        assertThat(json("<html>", null, fresh())).isEqualTo("not-json");
        assertThat(json("{\"a\":", null, fresh())).isEqualTo("not-json");
        assertThat(json("[".repeat(1000), null, fresh())).isEqualTo("not-json");
        assertThat(json("{\"a\":1}", null, fresh())).isEqualTo("no-rows");
        assertThat(json("[1,2]", null, fresh())).isEqualTo("no-rows");
        assertThat(json("{\"x\":[{\"code\":\"1\"}]}", "/rows", fresh())).isEqualTo("no-rows");
        assertThat(json("[{\"code\":\"1\"},2]", null, fresh())).isEqualTo("no-rows");
        assertThat(json("[]", null, fresh())).isNull();
        assertThat(json("", null, fresh())).isEqualTo("no-rows");
    }

    @Test
    @Requirement("A13.2")
    void anOpenApiDocumentIsHeldAgainstTheItems() throws IOException {
        String document = """
                {"openapi":"3.1.0","paths":{"/v":{"get":{"responses":{"200":{"content":{"application/json":{"schema":
                 {"type":"object","properties":{"total":{"type":"integer"},
                  "rows":{"type":"array","items":{"$ref":"#/components/schemas/V"}}}}}}}}}}},
                 "components":{"schemas":{"V":{"allOf":[{"$ref":"#/components/schemas/B"}],"type":"object","properties":{
                  "people":{"type":["integer","null"]},"area":{"type":"string"},
                  "founded":{"type":"string","format":"date"},"changed":{"type":"string"},"extra":{"type":"string"}}},
                  "B":{"type":"object","properties":{"code":{"type":"string","maxLength":20},"name":{"type":"string"}}}}}}""";
        OpenApi openApi = new OpenApi(new ObjectMapper().readTree(document));
        for (String path : new String[] {null, "/v"}) {
            assertThat(openApi.deviations(path, ITEMS))
                    .extracting(Deviation::code, Deviation::item, Deviation::found)
                    .containsExactlyInAnyOrder(
                            tuple("too-long", "code", "20"),
                            tuple("other-type", "area", "string"),
                            tuple("other-type", "changed", "string"),
                            tuple("item-missing", "open", null),
                            tuple("unknown-item", "extra", null));
        }
        assertThat(openApi.deviations("/other", ITEMS))
                .extracting(Deviation::code)
                .containsExactly("not-openapi");
        assertThat(new OpenApi(new ObjectMapper()
                                .readTree(
                                        "{\"openapi\":\"3.0.0\",\"paths\":{\"/v\":{\"get\":{\"responses\":{\"200\":{\"content\":"
                                                + "{\"application/json\":{\"schema\":{\"$ref\":\"#/c/a\"}}}}}}}},"
                                                + "\"c\":{\"a\":{\"$ref\":\"#/c/a\"}}}"))
                        .deviations(null, ITEMS))
                .extracting(Deviation::code)
                .containsExactly("not-openapi");
    }

    @Test
    void everyDeviationIsSaidInChineseToo() {
        for (String code : Deviation.codes()) {
            Deviation deviation = Deviation.ofItem(Aspect.SCHEMA, code, "名", "甲", "乙");
            assertThat(deviation.message("zh"))
                    .as(code)
                    .isNotEqualTo(deviation.message("en"))
                    .doesNotContain("{");
        }
    }

    @Test
    @Requirement("A13.2")
    void anOpenApiDocumentThatRefersToItselfOverAndOverIsGivenUp() throws IOException {
        String again = String.join(",", Collections.nCopies(8, "{\"$ref\":\"#/components/schemas/X\"}"));
        for (String schema : List.of(
                "{\"$ref\":\"#/components/schemas/X\"}",
                "{\"type\":\"array\",\"items\":{\"$ref\":\"#/components/schemas/X\"}}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/components/schemas/X\"}}}")) {
            for (String own : List.of("", ",\"properties\":{\"code\":{\"type\":\"string\"}}")) {
                String document =
                        "{\"openapi\":\"3.0.0\",\"paths\":{\"/v\":{\"get\":{\"responses\":{\"200\":{\"content\":"
                                + "{\"application/json\":{\"schema\":" + schema + "}}}}}}},"
                                + "\"components\":{\"schemas\":{\"X\":{\"allOf\":[" + again + "]" + own + "}}}}";
                assertThat(new OpenApi(new ObjectMapper().readTree(document)).deviations(null, ITEMS))
                        .extracting(Deviation::code)
                        .containsExactly("not-openapi");
            }
        }
    }

    @Test
    @Requirement("A13.2")
    void daysBeforeOurEraAndAfterTheYear9999AreNoDates() throws IOException {
        for (String item : List.of("founded", "changed")) {
            String time = item.equals("changed") ? "T00:00:00" : "";
            SchemaComparison comparison = new SchemaComparison(ITEMS, item);
            assertThat(json(
                            "[{\"code\":\"1\",\"name\":\"村\",\"" + item + "\":\"-9999-01-01" + time + "\"},"
                                    + "{\"code\":\"2\",\"name\":\"村\",\"" + item + "\":\"0000-12-31" + time + "\"},"
                                    + "{\"code\":\"3\",\"name\":\"村\",\"" + item + "\":\"+10000-01-01" + time + "\"},"
                                    + "{\"code\":\"4\",\"name\":\"村\",\"" + item + "\":\"0001-01-01" + time + "\"}]",
                            null,
                            comparison))
                    .isNull();
            assertThat(comparison.deviations())
                    .extracting(Deviation::code, Deviation::item, Deviation::times)
                    .containsExactly(tuple("wrong-type", item, 3L));
            assertThat(comparison.newest()).isEqualTo(Instant.parse("0000-12-31T16:00:00Z"));
        }
    }

    @Test
    @Requirement({"A2.2", "A13.3"})
    void whatIsNotToBeKeptOfAMeasurementIsLeftOut() throws IOException {
        Measurement.Draft draft = new Measurement.Draft();
        SchemaComparison comparison =
                Objects.requireNonNull(csv("code,name,founded,绝密,phone\n1,村,,,\n", StandardCharsets.UTF_8));
        draft.settle(Aspect.SCHEMA, comparison.deviations());
        draft.fail(Deviation.ofItem(Aspect.SCHEMA, "other-type", "code", "text", "绝密"));
        Measurement shown = draft.done().without(text -> text.contains("绝密"));
        assertThat(shown.toString()).doesNotContain("绝密").contains("phone");
        assertThat(shown.deviations())
                .extracting(Deviation::code, Deviation::item)
                .contains(tuple("unknown-item", "…"), tuple("unknown-item", "phone"));
        assertThat(shown.deviations())
                .filteredOn(each -> "…".equals(each.found()))
                .hasSize(1);
        assertThat(shown.passed()).isFalse();
    }
}
