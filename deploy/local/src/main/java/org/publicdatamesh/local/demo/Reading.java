package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.publicdatamesh.parts.Wait;

/** Step 5: education reads exactly what its grant says, recorded before; all else is refused. */
final class Reading {
    private static final String RECORDED = "org.publicdatamesh.exchange.access.recorded.v1";

    private Reading() {}

    static String passesTheGate(Story story) {
        Api api = story.api();
        Api.Account machine = Api.Account.machine("education");
        String grant = story.grantOf("education");
        String rows = rows(grant);
        Answer answer = open(api, machine, rows);

        Map<String, Map<String, String>> expected = new TreeMap<>();
        for (Register.Village village : story.register().villages()) {
            if (village.prefectureCode().equals(Sharing.PREFECTURE)) {
                Map<String, String> row = new LinkedHashMap<>();
                row.put("code", village.code());
                row.put("name", village.code().equals(Pool.WRONG_CODE) ? Pool.WRONG_NAME : village.name());
                row.put("township_name", firstOnly(village.townshipName()));
                row.put("county_name", village.countyName());
                expected.put(village.code(), row);
            }
        }
        Map<String, Map<String, String>> found = new TreeMap<>();
        int count = 0;
        for (JsonNode row : answer.json()) {
            Map<String, String> fields = new LinkedHashMap<>();
            row.properties()
                    .forEach(
                            field -> fields.put(field.getKey(), field.getValue().asText()));
            found.put(fields.getOrDefault("code", ""), fields);
            count++;
        }
        DoesNotHold.same("rows read", expected.size(), count);
        expected.forEach((code, row) -> DoesNotHold.same("row " + code, row, found.get(code)));

        String access = answer.header("Access-Id");
        story.delivered(new Story.Delivery(grant, access, count, answer.body()));
        JsonNode record = Poll.until("the access record in the audit", () -> api
                .all(
                        Api.Account.authority("auditor"),
                        Api.At.AUDIT,
                        "/api/v1/records?grant=" + grant + "&type=" + RECORDED)
                .stream()
                .filter(one -> one.path("data").path("accessId").asText().equals(access))
                .findFirst());
        Instant recorded = Instant.parse(record.path("time").asText());
        DoesNotHold.unless(
                !recorded.isAfter(answer.firstByte()),
                "the access was recorded at " + recorded + ", after the first byte at " + answer.firstByte());

        api.get(Api.Account.machine("health"), Api.At.EXCHANGE, rows).refuses(403, "foreign-unit");
        api.get(machine, Api.At.EXCHANGE, rows + "?select=code,prefecture_name").refuses(403, "item-not-granted");
        expires(story, machine);
        return count + " rows with 4 items, township names masked (" + firstOnly("八廓街道") + "), recorded "
                + Duration.between(recorded, answer.firstByte()).toMillis()
                + " ms before the first byte; refused: foreign-unit, item-not-granted, grant-expired";
    }

    /** A short grant is read while it lives, and not after. */
    private static void expires(Story story, Api.Account machine) {
        // Long enough for the decisions on this machine, as they have just been seen, and for a reading after them.
        Duration term = story.longestDecision().multipliedBy(3).plusSeconds(3);
        Instant until = Instant.now().plus(term);
        String grant = Sharing.grant(story, "education", Sharing.EDUCATION_ITEMS, Sharing.inPrefecture(), until);
        String rows = rows(grant);
        Api api = story.api();
        open(api, machine, rows);
        Wait.pause(Duration.between(Instant.now(), until).plusMillis(1));
        api.get(machine, Api.At.EXCHANGE, rows).refuses(403, "grant-expired");
    }

    static String rows(String grant) {
        return "/api/v1/grants/" + grant + "/rows";
    }

    /** The gate learns of a grant by event: until then it knows none. */
    static Answer open(Api api, Api.Account machine, String rows) {
        return Poll.until("the grant at the gate", () -> {
            Answer answer = api.get(machine, Api.At.EXCHANGE, rows);
            return answer.status() == 404 || Admission.pending(answer) ? Optional.empty() : Optional.of(answer.is(200));
        });
    }

    private static String firstOnly(String name) {
        int[] points = name.codePoints().toArray();
        return new String(points, 0, 1) + "*".repeat(points.length - 1);
    }
}
