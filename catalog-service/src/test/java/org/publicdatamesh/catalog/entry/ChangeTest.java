package org.publicdatamesh.catalog.entry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.test.Requirement;

class ChangeTest {
    private static final String CONTENT = """
            {"name":{"zh":"行政村名录","en":"Villages"},"summary":"统计代码与名称","classification":"106011","grade":2,
             "updateCycle":"yearly","items":[
              {"name":"code","label":"统计代码","type":"text","length":12,"key":true,"required":true,"check":"division-code",
               "grade":1,"identifies":"nobody","mask":"none"},
              {"name":"name","label":"名称","type":"text","length":100,"key":false,"required":true,"check":"none",
               "grade":1,"identifies":"nobody","mask":"none"}]}""";

    private static EntryContent content(String json) throws Exception {
        return EventJson.MAPPER.readValue(json, EntryContent.class);
    }

    @ParameterizedTest
    @Requirement({"A10.3", "A11.1"})
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "grade":2,               | "grade":3,                          | /grade              | CHANGED
            ,"en":"Villages"         |                                     | /name/en            | REMOVED
            "grade":2,               | "grade":2,"openType":"conditional", | /openType           | CHANGED
            "grade":2,               | "grade":2,"shareConditions":["x"],  | /shareConditions    | ADDED
            "label":"名称"           | "label":"村名"                      | /items/name/label   | CHANGED
            "mask":"none"}]          | "mask":"none","meaning":"全称"}]    | /items/name/meaning | ADDED
            {"name":"name",          | {"name":"title",                    | /items/name         | REMOVED
            "grade":2,               | "grade":2,"coUnits":[{"unit":"health","items":["name"]}], | /coUnits/health | ADDED
            """)
    void eachDifferenceIsNamedWithItsPlace(String what, String by, String at, Change.Kind kind) throws Exception {
        EntryContent before = content(CONTENT);
        assertThat(CONTENT).contains(what);
        EntryContent after = content(CONTENT.replace(what, by == null ? "" : by));
        List<Change> changes = Change.between(before, after);
        Change first = changes.getFirst();
        assertThat(first.at()).isEqualTo(at);
        assertThat(first.kind()).isEqualTo(kind);
        List<Change> back = Change.between(after, before);
        assertThat(back).hasSameSizeAs(changes);
        Change mirrored =
                back.stream().filter(each -> each.at().equals(at)).findFirst().orElseThrow();
        assertThat(mirrored.before()).isEqualTo(first.after());
        assertThat(mirrored.after()).isEqualTo(first.before());
    }

    @Test
    void whatIsTheSameHasNoDifferenceAndDefaultsAreAsIfStated() throws Exception {
        assertThat(Change.between(content(CONTENT), content(CONTENT))).isEmpty();
        assertThat(Change.between(
                        content(CONTENT),
                        content(CONTENT.replace("\"grade\":2,", "\"grade\":2,\"shareType\":\"unconditional\","))))
                .isEmpty();
    }

    @Test
    void coUnitsAreTheSameWhereTheirNamesAreInWhateverOrder() throws Exception {
        String health = "{\"unit\":\"health\",\"items\":[\"name\"]}";
        String education = "{\"unit\":\"education\",\"items\":[\"code\"]}";
        EntryContent before =
                content(CONTENT.replace("\"grade\":2,", "\"grade\":2,\"coUnits\":[" + health + "," + education + "],"));
        EntryContent turned =
                content(CONTENT.replace("\"grade\":2,", "\"grade\":2,\"coUnits\":[" + education + "," + health + "],"));
        EntryContent after = content(CONTENT.replace(
                "\"grade\":2,", "\"grade\":2,\"coUnits\":[" + health.replace("\"name\"", "\"name\",\"code\"") + "],"));
        assertThat(Change.between(before, turned)).isEmpty();
        assertThat(Change.between(before, after).stream().map(Change::at))
                .containsExactly("/coUnits/health/items", "/coUnits/education");
    }

    @Test
    void anotherOrderOfItemsIsADifferenceOfTheList() throws Exception {
        EntryContent before = content(CONTENT);
        EntryContent after = new EntryContent(
                before.name(),
                before.summary(),
                before.kind(),
                before.classification(),
                before.grade(),
                before.shareType(),
                before.shareConditions(),
                before.legalBasis(),
                before.openType(),
                before.updateCycle(),
                before.items().reversed(),
                null);
        assertThat(Change.between(before, after))
                .containsExactly(new Change(
                        "/items",
                        Change.Kind.REORDERED,
                        EventJson.MAPPER.valueToTree(List.of("code", "name")),
                        EventJson.MAPPER.valueToTree(List.of("name", "code"))));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "length":100             | "length":50                         | /items/1 | item-in-use
            "type":"text","length":100 | "type":"integer"                  | /items/1 | item-in-use
            "key":false              | "key":true                          | /items/1 | item-in-use
            "label":"名称"           | "label":"村名"                      |          |
            "mask":"none"}]          | "mask":"keep-edges"}]                  |          |
            {"name":"name",          | {"name":"title",                    | /items/1 | item-in-use
            """)
    void rowsKeepTheirItems(String what, String by, String at, String code) throws Exception {
        assertThat(CONTENT).contains(what);
        List<Violation> violations = content(CONTENT.replace(what, by)).violationsAgainstRows(content(CONTENT));
        if (at == null) {
            assertThat(violations).isEmpty();
        } else {
            assertThat(violations.getFirst().pointer()).isEqualTo(at);
            assertThat(violations.getFirst().code()).isEqualTo(code);
            assertThat(violations.stream().map(Violation::code))
                    .isSubsetOf("item-in-use", "item-removed")
                    .hasSize(by.contains("title") ? 2 : 1);
        }
    }
}
