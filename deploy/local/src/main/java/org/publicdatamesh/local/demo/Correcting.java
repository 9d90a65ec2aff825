package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Step 6: a holder reports a wrong value, the provider verifies and corrects, and every holder has the correction in its
 * inbox, acknowledges it and confirms it.
 */
public final class Correcting {
    /** Moments between which something may die. */
    public enum Moment {
        /** The doubt is reported. */
        REPORTED,
        /** The provider's answer is on its way to being given: it is sent when this returns. */
        ANSWERING,
        /** The correction is made; no holder has looked yet. */
        CORRECTED,
        /** The first holder has acknowledged. */
        ACKNOWLEDGED
    }

    /** Told of each moment. */
    public interface Witness {
        /** Something happened. */
        void at(Moment moment);
    }

    private Correcting() {}

    static String reachesEveryHolder(Story story) {
        Register.Village village = story.register().village(Pool.WRONG_CODE);
        String correction = correct(story, village.code(), Pool.WRONG_NAME, village.name(), moment -> {});
        story.corrected(correction);
        return Pool.WRONG_NAME + " is " + village.name() + " again, in the pool and with "
                + story.holders().size() + " of " + story.holders().size()
                + " holders: in the inbox once, acknowledged and applied";
    }

    /** Corrects the name of a village; returns the id of the correction when every holder has applied it. */
    public static String correct(Story story, String code, String wrong, String right, Witness witness) {
        Api api = story.api();
        Api.Account reporter = Api.Account.specialist("health");
        DoesNotHold.same("name of " + code + " as health reads it", wrong, name(story, "health", code));
        String doubt = api.post(
                        reporter,
                        Api.At.EXCHANGE,
                        "/api/v1/doubts",
                        Map.of(
                                "resourceId",
                                story.villageRows(),
                                "key",
                                Map.of("code", code),
                                "item",
                                "name",
                                "observed",
                                wrong,
                                "expected",
                                right,
                                "reasons",
                                "与村委会牌匾上的名称不一致"))
                .is(201)
                .json()
                .path("id")
                .asText();
        witness.at(Moment.REPORTED);
        Api.Account provider = Api.Account.supervisor("civil-affairs");
        api.get(provider, Api.At.EXCHANGE, "/api/v1/doubts/" + doubt).is(200);
        witness.at(Moment.ANSWERING);
        api.post(
                        provider,
                        Api.At.EXCHANGE,
                        "/api/v1/doubts/" + doubt + "/answer",
                        Map.of(
                                "verdict",
                                "wrong",
                                "reasons",
                                "经与区划代码库核对,名称有误,予以更正",
                                "changes",
                                List.of(Map.of("item", "name", "value", right))))
                .is(200);
        String correction = api.get(provider, Api.At.EXCHANGE, "/api/v1/doubts/" + doubt)
                .is(200)
                .json()
                .path("correctionId")
                .asText();
        DoesNotHold.unless(!correction.isEmpty(), "the answered doubt names no correction");
        witness.at(Moment.CORRECTED);
        for (Story.Holder holder : story.holders()) {
            apply(story, holder, correction, code, wrong, right);
            witness.at(Moment.ACKNOWLEDGED);
        }
        Set<String> expected = story.holders().stream()
                .map(holder -> holder.unit() + " " + holder.grant() + " applied")
                .collect(Collectors.toSet());
        Poll.until("every holder's confirmation of correction " + correction, () -> {
            Set<String> states = new HashSet<>();
            api.all(provider, Api.At.EXCHANGE, "/api/v1/corrections/" + correction + "/holders")
                    .forEach(holder -> states.add(holder.path("holder").asText() + " "
                            + holder.path("grantId").asText() + " "
                            + holder.path("state").asText()));
            return states.equals(expected) ? Optional.of(states) : Optional.empty();
        });
        for (Story.Holder holder : story.holders()) {
            DoesNotHold.same(
                    "name of " + code + " as " + holder.unit() + " reads it", right, name(story, holder.unit(), code));
            DoesNotHold.same(
                    "notices of the correction in the inbox of " + holder.unit(),
                    1,
                    notices(story, holder.unit(), correction).size());
        }
        return correction;
    }

    /** Waits until the audit has each event of a correction, and sees that it has none twice. */
    public static void isRecordedOnce(Story story, String correction) {
        String holders = String.valueOf(story.holders().size());
        Map<String, String> expected = new TreeMap<>(Map.of(
                "exchange.data.corrected", "1",
                "exchange.correction.acknowledged", holders,
                "exchange.correction.applied", holders));
        Poll.until("the whole correction in the audit", Duration.ofSeconds(180), () -> {
            Map<String, String> found = new TreeMap<>();
            for (String type : expected.keySet()) {
                long times = story
                        .api()
                        .all(
                                Api.Account.authority("auditor"),
                                Api.At.AUDIT,
                                "/api/v1/records?entry=" + story.villages() + "&type=org.publicdatamesh." + type
                                        + ".v1")
                        .stream()
                        .filter(one ->
                                one.path("data").path("correctionId").asText().equals(correction))
                        .count();
                DoesNotHold.unless(
                        times <= Long.parseLong(expected.getOrDefault(type, "0")),
                        "the audit has " + times + " events " + type + " of correction " + correction);
                found.put(type, String.valueOf(times));
            }
            return found.equals(expected) ? Optional.of(found) : Optional.empty();
        });
    }

    private static void apply(
            Story story, Story.Holder holder, String correction, String code, String wrong, String right) {
        Api api = story.api();
        Api.Account machine = Api.Account.machine(holder.unit());
        JsonNode notice = Poll.until(
                "the correction in the inbox of " + holder.unit(),
                () -> notices(story, holder.unit(), correction).stream().findFirst());
        DoesNotHold.same(
                "grant of the notice", holder.grant(), notice.path("grantId").asText());
        DoesNotHold.same(
                "key of the notice", code, notice.path("key").path("code").asText());
        JsonNode change = notice.path("changes").path(0);
        DoesNotHold.same("changed item", "name", change.path("item").asText());
        DoesNotHold.same("old value", wrong, change.path("oldValue").asText());
        DoesNotHold.same("new value", right, change.path("newValue").asText());
        String path = "/api/v1/notices/" + notice.path("id").asText();
        api.post(machine, Api.At.EXCHANGE, path + "/acknowledgement", null).is(200);
        JsonNode once = api.post(machine, Api.At.EXCHANGE, path + "/confirmation", null)
                .is(200)
                .json();
        JsonNode twice = api.post(machine, Api.At.EXCHANGE, path + "/confirmation", null)
                .is(200)
                .json();
        DoesNotHold.same("a notice confirmed twice", once, twice);
    }

    private static List<JsonNode> notices(Story story, String unit, String correction) {
        return story.api().all(Api.Account.machine(unit), Api.At.EXCHANGE, "/api/v1/notices").stream()
                .filter(notice -> notice.path("correctionId").asText().equals(correction))
                .toList();
    }

    private static String name(Story story, String unit, String code) {
        JsonNode rows = Reading.open(
                        story.api(),
                        Api.Account.machine(unit),
                        Reading.rows(story.grantOf(unit)) + "?select=code,name&code=eq." + code)
                .json();
        DoesNotHold.same("rows of " + code, 1, rows.size());
        return rows.path(0).path("name").asText();
    }
}
