package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.publicdatamesh.parts.Region;

/** Step 1: the declared units are known with their posts, and each account's token says its unit and role. */
final class Units {
    private Units() {}

    static String areKnown(Story story) {
        Api api = story.api();
        Region region = Region.read(story.installation().unitsFile());
        Api.Account auditor = Api.Account.authority("auditor");
        Map<String, JsonNode> known = Poll.until("the declared units", () -> {
            Map<String, JsonNode> found = new HashMap<>();
            api.all(auditor, Api.At.SECURITY, "/api/v1/units")
                    .forEach(unit -> found.put(unit.path("id").asText(), unit));
            return region.units().stream().allMatch(unit -> found.containsKey(unit.id()))
                    ? Optional.of(found)
                    : Optional.empty();
        });
        int posts = 0;
        int machines = 0;
        for (Region.Unit unit : region.units()) {
            JsonNode there = known.get(unit.id());
            if (there == null) {
                throw new DoesNotHold("there is no unit " + unit.id());
            }
            DoesNotHold.same(
                    "kind of " + unit.id(), unit.kind(), there.path("kind").asText());
            DoesNotHold.same(
                    "level of " + unit.id(), unit.level(), there.path("level").asText());
            DoesNotHold.same(
                    "division of " + unit.id(),
                    unit.division(),
                    there.path("division").asText());
            DoesNotHold.same(
                    "credit code of " + unit.id(),
                    unit.creditCode(),
                    there.path("creditCode").asText());
            DoesNotHold.same("posts of " + unit.id(), new HashSet<>(unit.posts()), texts(there.path("posts")));
            for (String post : unit.posts()) {
                says(api, new Api.Account(post, unit.id()));
                posts++;
            }
            says(api, Api.Account.machine(unit.id()));
            machines++;
        }
        return region.units().size() + " units as declared; " + posts + " posts and " + machines
                + " machine clients, each with a token that says its unit and role";
    }

    private static void says(Api api, Api.Account account) {
        JsonNode claims = Api.claims(api.token(account));
        DoesNotHold.same(
                "unit claim of " + account, account.unit(), claims.path("unit").asText());
        DoesNotHold.unless(
                texts(claims.path("realm_access").path("roles")).contains(account.role()),
                "the token of " + account + " lacks its role");
    }

    private static Set<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return new HashSet<>(texts);
    }
}
