package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Step 2: two entries are drafted, reviewed and published. */
final class Catalogue {
    private Catalogue() {}

    static String isPublished(Story story) {
        String villages = publish(
                story,
                content(
                        Map.of("zh", story.villagesName(), "en", "Village register of the region " + story.run()),
                        "全区行政村和社区的统计代码、名称及其所属乡镇、县区和地市",
                        "conditional",
                        "not-open",
                        List.of(
                                key("code", "统计代码", 12),
                                item("name", "名称", 100, "none", "none"),
                                item("township_code", "乡镇代码", 9, "division-code", "none"),
                                item("township_name", "乡镇名称", 100, "none", "keep-first"),
                                item("county_code", "县区代码", 6, "division-code", "none"),
                                item("county_name", "县区名称", 100, "none", "none"),
                                item("prefecture_code", "地市代码", 4, "division-code", "none"),
                                item("prefecture_name", "地市名称", 100, "none", "none"))));
        String counties = publish(
                story,
                content(
                        Map.of(
                                "zh",
                                story.countiesName(),
                                "en",
                                "Prefectures and counties of the region " + story.run()),
                        "全区地市和县区的统计代码与名称",
                        "unconditional",
                        "unconditional",
                        List.of(
                                key("code", "县区代码", 6),
                                item("name", "县区名称", 100, "none", "none"),
                                item("prefecture_code", "地市代码", 4, "division-code", "none"),
                                item("prefecture_name", "地市名称", 100, "none", "none"))));
        story.published(villages, counties);
        JsonNode seen = story.api()
                .get(Api.Account.specialist("education"), Api.At.CATALOG, "/api/v1/entries/" + villages)
                .is(200)
                .json();
        return "village register " + seen.path("code").asText()
                + " (shared under conditions) and counties (open), drafted, reviewed and published by three different posts";
    }

    private static String publish(Story story, Map<String, Object> content) {
        Api api = story.api();
        Api.Account specialist = Api.Account.specialist("civil-affairs");
        Api.Account reviewer = Api.Account.authority("authority-reviewer");
        String id = Poll.until("civil affairs' admission to the catalogue", () -> {
                    Answer answer = api.post(specialist, Api.At.CATALOG, "/api/v1/entries", content);
                    return Admission.pending(answer)
                            ? java.util.Optional.empty()
                            : java.util.Optional.of(answer.is(201).json());
                })
                .path("id")
                .asText();
        String entry = "/api/v1/entries/" + id;
        api.get(Api.Account.specialist("education"), Api.At.CATALOG, entry).refuses(404, "not-found");
        api.post(specialist, Api.At.CATALOG, entry + "/submission", null).is(200);
        api.post(Api.Account.supervisor("civil-affairs"), Api.At.CATALOG, entry + "/review", Map.of("decision", "pass"))
                .is(200);
        JsonNode published = api.post(reviewer, Api.At.CATALOG, entry + "/publication", Map.of("decision", "confirm"))
                .is(200)
                .json();
        DoesNotHold.same(
                "state of the entry", "published", published.path("state").asText());
        return id;
    }

    private static Map<String, Object> content(
            Map<String, String> name,
            String summary,
            String shareType,
            String openType,
            List<Map<String, Object>> items) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("name", name);
        content.put("summary", summary);
        content.put("classification", "106011");
        content.put("grade", 1);
        content.put("shareType", shareType);
        if (shareType.equals("conditional")) {
            content.put("shareConditions", List.of("用于履行法定职责"));
            content.put("legalBasis", List.of(Map.of("title", "西藏自治区公共数据管理办法(试行)", "article", "第二十三条")));
        }
        content.put("openType", openType);
        content.put("updateCycle", "yearly");
        content.put("items", items);
        return content;
    }

    private static Map<String, Object> key(String name, String label, int length) {
        Map<String, Object> item = item(name, label, length, "division-code", "none");
        item.put("key", true);
        return item;
    }

    private static Map<String, Object> item(String name, String label, int length, String check, String mask) {
        Map<String, Object> item = new LinkedHashMap<>();
        item.put("name", name);
        item.put("label", label);
        item.put("type", "text");
        item.put("length", length);
        item.put("key", false);
        item.put("required", true);
        item.put("check", check);
        item.put("grade", 1);
        item.put("identifies", "nobody");
        item.put("mask", mask);
        return item;
    }
}
