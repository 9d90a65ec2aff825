package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Step 4: education and health get a grant on their way through three posts; a third unit is refused, with a basis and its document. */
final class Sharing {
    /** What education asks for: the names in its own prefecture. The township's name comes masked. */
    static final List<String> EDUCATION_ITEMS = List.of("code", "name", "township_name", "county_name");

    /** The one prefecture whose rows education asks for. */
    static final String PREFECTURE = "5401";

    private static final Duration TERM = Duration.ofDays(180);

    private static final String OPINION = "不予共享的意见.txt";
    private static final byte[] OPINION_BYTES = "申请用途不在供水企业的法定职责之内,依《办法》第二十五条不予共享。\n".getBytes(StandardCharsets.UTF_8);

    private Sharing() {}

    static String isDecided(Story story) {
        story.holds(
                "education",
                grant(
                        story,
                        "education",
                        EDUCATION_ITEMS,
                        inPrefecture(),
                        Instant.now().plus(TERM)));
        story.holds(
                "health",
                grant(
                        story,
                        "health",
                        List.of("code", "name", "county_name"),
                        List.of(),
                        Instant.now().plus(TERM)));
        refuse(story, "lhasa-water");
        return "education (4 of 8 items, one prefecture) and health (3 of 8 items) hold a grant by three decisions each;"
                + " the water company is refused with a legal basis and its document, and the authority upholds that";
    }

    static List<Map<String, Object>> inPrefecture() {
        return List.of(Map.of("item", "prefecture_code", "operator", "eq", "values", List.of(PREFECTURE)));
    }

    /** A grant for a unit, by its own supervisor, the provider and the authority. */
    static String grant(
            Story story, String unit, List<String> items, List<Map<String, Object>> rowFilter, Instant validUntil) {
        Instant begun = Instant.now();
        Api api = story.api();
        String purpose = unit.equals("health") ? "核定村级卫生室的服务区域" : "核定义务教育学校的招生片区";
        String application = apply(story, unit, items, rowFilter, purpose, validUntil);
        String path = "/api/v1/applications/" + application;
        api.post(Api.Account.supervisor(unit), Api.At.EXCHANGE, path + "/endorsement", Map.of("decision", "agree"))
                .is(200);
        api.post(
                        Api.Account.supervisor("civil-affairs"),
                        Api.At.EXCHANGE,
                        path + "/provider-decision",
                        Map.of("decision", "agree"))
                .is(200);
        api.post(
                        Api.Account.authority("authority-reviewer"),
                        Api.At.EXCHANGE,
                        path + "/authority-review",
                        Map.of("decision", "approve"))
                .is(200);
        JsonNode grant = Poll.until(
                "the grant of " + unit,
                () -> api.all(Api.Account.specialist(unit), Api.At.EXCHANGE, "/api/v1/grants").stream()
                        .filter(one -> one.path("applicationId").asText().equals(application))
                        .findFirst());
        story.decided(Duration.between(begun, Instant.now()));
        return grant.path("id").asText();
    }

    private static void refuse(Story story, String unit) {
        Api api = story.api();
        String application = apply(
                story,
                unit,
                List.of("code", "name"),
                List.of(),
                "了解一下全区有哪些行政村",
                Instant.now().plus(TERM));
        String path = "/api/v1/applications/" + application;
        api.post(Api.Account.supervisor(unit), Api.At.EXCHANGE, path + "/endorsement", Map.of("decision", "agree"))
                .is(200);
        String reasons = "申请用途与履行法定职责无关,不符合最少、够用原则";
        Api.Account provider = Api.Account.supervisor("civil-affairs");
        Answer bare = api.post(
                provider,
                Api.At.EXCHANGE,
                path + "/provider-decision",
                Map.of("decision", "refuse", "reasons", reasons));
        DoesNotHold.unless(
                bare.status() == 422,
                "a refusal without a legal basis is answered " + bare.status() + " instead of 422");
        String document = upload(api, path);
        JsonNode refused = api.post(
                        provider,
                        Api.At.EXCHANGE,
                        path + "/provider-decision",
                        Map.of(
                                "decision",
                                "refuse",
                                "reasons",
                                reasons,
                                "basis",
                                List.of(Map.of(
                                        "title", "西藏自治区公共数据管理办法(试行)", "article", "第二十五条", "document", document))))
                .is(200)
                .json();
        DoesNotHold.same(
                "name of the document on which the refusal rests",
                OPINION,
                refused.path("basis").path(0).path("document").asText());
        Answer read = api.get(
                Api.Account.authority("authority-reviewer"), Api.At.EXCHANGE, path + "/documents/" + document, "*/*");
        DoesNotHold.unless(
                Arrays.equals(OPINION_BYTES, read.is(200).body()),
                "the authority reads another document than the provider uploaded");
        JsonNode upheld = api.post(
                        Api.Account.authority("authority-reviewer"),
                        Api.At.EXCHANGE,
                        path + "/authority-review",
                        Map.of("decision", "uphold", "reasons", "依据充分,维持不予共享"))
                .is(200)
                .json();
        DoesNotHold.same(
                "state of the refused application",
                "upheld",
                upheld.path("state").asText());
        boolean granted = api.all(Api.Account.specialist(unit), Api.At.EXCHANGE, "/api/v1/grants").stream()
                .anyMatch(one -> one.path("applicationId").asText().equals(application));
        DoesNotHold.unless(!granted, "the refused unit has a grant");
    }

    /** The document on which the provider's refusal is to rest. */
    private static String upload(Api api, String application) {
        return api.postFile(
                        Api.Account.specialist("civil-affairs"),
                        Api.At.EXCHANGE,
                        application + "/documents?name=" + URLEncoder.encode(OPINION, StandardCharsets.UTF_8),
                        "application/octet-stream",
                        OPINION_BYTES)
                .is(201)
                .json()
                .path("id")
                .asText();
    }

    private static String apply(
            Story story,
            String unit,
            List<String> items,
            List<Map<String, Object>> rowFilter,
            String purpose,
            Instant validUntil) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("resourceId", story.villageRows());
        body.put(
                "items",
                items.stream()
                        .map(item -> Map.of("name", item, "justification", "核对所辖村居的归属"))
                        .toList());
        body.put("purpose", purpose);
        body.put("validUntil", validUntil.truncatedTo(ChronoUnit.MILLIS).toString());
        if (!rowFilter.isEmpty()) {
            body.put("rowFilter", rowFilter);
        }
        body.put("commitments", Map.of("notExceedScope", true, "noOtherUse", true, "noThirdParty", true));
        return Poll.until("the resource among those to apply for", () -> {
                    Answer answer = story.api()
                            .post(Api.Account.specialist(unit), Api.At.EXCHANGE, "/api/v1/applications", body);
                    boolean unknown = answer.status() == 422 && answer.text().contains("unknown-resource")
                            || answer.status() == 409 && answer.text().contains("resource-not-usable");
                    return unknown || Admission.pending(answer)
                            ? Optional.<JsonNode>empty()
                            : Optional.of(answer.is(201).json());
                })
                .path("id")
                .asText();
    }
}
