package org.publicdatamesh.kit.party;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;

class CollectingTest {
    private static final List<DataItem> ITEMS = List.of(item("code", "代码"), item("name", "姓名"), item("school", "学校"));
    private static final Map<String, List<String>> PARTS = Map.of("education", List.of("school"));
    private static final UUID PLAN = UUID.fromString("01900000-0000-7000-8000-000000000001");

    private static DataItem item(String name, String label) {
        return new DataItem(
                name,
                label,
                ItemType.TEXT,
                20,
                false,
                true,
                ItemCheck.NONE,
                1,
                Identifies.NOBODY,
                Mask.NONE,
                null,
                null);
    }

    private static List<Collector> collectors(Map<String, List<String>> parts, StandingPlan... plans) {
        return Collecting.of("civil-affairs", parts, ITEMS, List.of(plans));
    }

    @Test
    void withoutAPlanTheUnitsThatAnswerCollect() {
        assertThat(collectors(Map.of()))
                .containsExactly(new Collector(
                        "civil-affairs", CollectionGround.ENTRY, null, List.of("code", "name", "school")));
        assertThat(collectors(PARTS))
                .containsExactly(
                        new Collector("civil-affairs", CollectionGround.ENTRY, null, List.of("code", "name")),
                        new Collector("education", CollectionGround.PART, null, List.of("school")));
    }

    @Test
    void aPlanOfTheUnitThatAnswersSaysWhoCollectsWhatItNames() {
        assertThat(collectors(PARTS, new StandingPlan(PLAN, List.of("civil-affairs", "health"), List.of("姓 名", "学校"))))
                .containsExactly(
                        new Collector("civil-affairs", CollectionGround.ENTRY, null, List.of("code")),
                        new Collector("civil-affairs", CollectionGround.PLAN, PLAN, List.of("name")),
                        new Collector("health", CollectionGround.PLAN, PLAN, List.of("name")),
                        new Collector("education", CollectionGround.PART, null, List.of("school")));
    }

    @Test
    void aPlanOfAnotherUnitSaysNothing() {
        assertThat(collectors(Map.of(), new StandingPlan(PLAN, List.of("health"), List.of("姓名"))))
                .containsExactly(new Collector(
                        "civil-affairs", CollectionGround.ENTRY, null, List.of("code", "name", "school")));
    }
}
