package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Step 3: the rows are loaded, typed and checked; what is bad lands in quarantine with its reasons. The tables pass their self-checks:
 * before that, nobody can apply for them.
 */
final class Pool {
    /** The village whose name is loaded with one wrong character, on purpose. */
    static final String WRONG_CODE = "540102002001";

    private static final String RIGHT = "绕赛社区居委会";
    static final String WRONG_NAME = "绕塞社区居委会";

    private Pool() {}

    static String isLoaded(Story story) {
        Register register = story.register();
        String villages = attach(story, story.villages(), "行政村名录表");
        String counties = attach(story, story.counties(), "市县名录表");
        story.attached(villages, counties);
        DoesNotHold.same(
                "name of " + WRONG_CODE + " in the data",
                RIGHT,
                register.village(WRONG_CODE).name());

        List<List<String>> rows = new ArrayList<>();
        for (Register.Village village : register.villages()) {
            List<String> fields = new ArrayList<>(village.fields());
            if (village.code().equals(WRONG_CODE)) {
                fields.set(1, WRONG_NAME);
            }
            rows.add(fields);
        }
        List<String> good = register.villages().getLast().fields();
        rows.add(with(good, 0, "540102002000"));
        rows.add(with(with(good, 0, "540102002999"), 1, ""));
        rows.add(good);
        int line = register.villages().size() + 2;
        Map<Integer, List<String>> expected = new TreeMap<>(Map.of(
                line,
                List.of("code: not-a-division-code"),
                line + 1,
                List.of("name: required"),
                line + 2,
                List.of("key: repeated in this file")));

        load(
                story,
                villages,
                Register.csv(Register.VILLAGE_ITEMS, rows.stream()),
                register.villages().size(),
                3);
        load(
                story,
                counties,
                Register.csv(Register.COUNTY_ITEMS, register.counties().stream().map(Register.County::fields)),
                register.counties().size(),
                0);

        Map<Integer, List<String>> found = new TreeMap<>();
        for (JsonNode bad : story.api()
                .all(
                        Api.Account.specialist("civil-affairs"),
                        Api.At.EXCHANGE,
                        "/api/v1/resources/" + villages + "/quarantine")) {
            List<String> reasons = new ArrayList<>();
            bad.path("reasons").forEach(reason -> reasons.add(reason.asText()));
            found.put(bad.path("line").asInt(), reasons);
        }
        DoesNotHold.same("quarantine (line and reasons)", expected, found);
        story.api()
                .postCsv(
                        Api.Account.specialist("education"),
                        Api.At.EXCHANGE,
                        "/api/v1/resources/" + villages + "/loads",
                        Register.csv(Register.VILLAGE_ITEMS, Stream.empty()))
                .refuses(403, "foreign-unit");
        prove(story, List.of(villages, counties));
        return register.villages().size() + " villages and "
                + register.counties().size()
                + " counties are in the pool and passed their self-checks; quarantined: "
                + String.join(
                        ", ", expected.values().stream().map(List::getFirst).toList());
    }

    private static String attach(Story story, String entry, String name) {
        return story.api()
                .post(
                        Api.Account.specialist("civil-affairs"),
                        Api.At.CATALOG,
                        "/api/v1/entries/" + entry + "/resources",
                        Map.of("kind", "table", "name", name, "informationSystem", "民政区划地名系统"))
                .is(201)
                .json()
                .path("id")
                .asText();
    }

    /** The exchange learns of a resource by event: until then it knows none. */
    private static void load(Story story, String resource, byte[] file, int loaded, int quarantined) {
        JsonNode report = Poll.until("the resource in the exchange", () -> {
            Answer answer = story.api()
                    .postCsv(
                            Api.Account.machine("civil-affairs"),
                            Api.At.EXCHANGE,
                            "/api/v1/resources/" + resource + "/loads",
                            file);
            return answer.status() == 404 || Admission.pending(answer)
                    ? Optional.empty()
                    : Optional.of(answer.is(201).json());
        });
        DoesNotHold.same("rows loaded", loaded, report.path("loaded").asInt());
        DoesNotHold.same(
                "rows quarantined", quarantined, report.path("quarantined").asInt());
    }

    /** The unit declares its part and the catalogue measures; it learns of the loads by event. */
    private static void prove(Story story, List<String> resources) {
        Map<String, String> checks = new LinkedHashMap<>();
        resources.forEach(resource -> checks.put(resource, check(story, resource)));
        for (String resource : resources) {
            Poll.until("a self-check of " + resource + " that passed", () -> {
                JsonNode check = story.api()
                        .get(
                                Api.Account.specialist("civil-affairs"),
                                Api.At.CATALOG,
                                "/api/v1/resources/" + resource + "/self-checks/" + checks.get(resource))
                        .is(200)
                        .json();
                if (!check.path("state").asText().equals("done")) {
                    return Optional.empty();
                }
                if (check.path("passed").asBoolean()) {
                    return Optional.of(check);
                }
                boolean early =
                        check.path("deviations").findValuesAsText("code").contains("nothing-loaded");
                DoesNotHold.unless(early, "the self-check of " + resource + " found " + check.path("deviations"));
                checks.put(resource, check(story, resource));
                return Optional.empty();
            });
        }
    }

    private static String check(Story story, String resource) {
        return story.api()
                .post(
                        Api.Account.specialist("civil-affairs"),
                        Api.At.CATALOG,
                        "/api/v1/resources/" + resource + "/self-checks",
                        Map.of(
                                "declared",
                                Stream.of("source", "grading", "compliance", "security", "availability")
                                        .map(matter -> Map.of("matter", matter, "holds", true, "basis", "已对照目录和职责逐项核对"))
                                        .toList()))
                .is(202)
                .json()
                .path("id")
                .asText();
    }

    private static List<String> with(List<String> row, int index, String value) {
        List<String> other = new ArrayList<>(row);
        other.set(index, value);
        return other;
    }
}
