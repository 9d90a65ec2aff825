package org.publicdatamesh.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Step 7: a citizen finds the open entry on the portal and downloads it, without an account. */
final class Opening {
    private Opening() {}

    static String reachesTheCitizen(Story story) {
        Api api = story.api();
        String name = story.countiesName();
        String item = Poll.until("the open item on the portal", () -> listed(api, name))
                .path("id")
                .asText();
        String path = "/api/v1/open-items/" + item;
        Map<String, List<String>> expected = new TreeMap<>();
        story.register().counties().forEach(county -> expected.put(county.code(), county.fields()));

        Poll.until("the released rows on the portal", () -> {
            Answer answer = api.get(null, Api.At.PORTAL, path + "/rows?format=json", "application/json");
            return answer.status() == 404 || !expected.equals(rows(answer.json()))
                    ? Optional.empty()
                    : Optional.of(answer.is(200));
        });
        Answer csv = api.get(null, Api.At.PORTAL, path + "/rows?format=csv", "text/csv")
                .is(200);
        DoesNotHold.same("rows of the CSV download", expected, csvRows(csv.text()));
        csv.header("Access-Id");
        Answer home = api.get(null, Api.At.PORTAL, "/?lang=zh", "text/html").is(200);
        DoesNotHold.unless(home.text().contains(name), "the portal's first page does not show " + name);
        Answer page = api.get(null, Api.At.PORTAL, "/items/" + item + "?lang=en", "text/html")
                .is(200);
        DoesNotHold.unless(
                page.text().contains("Prefectures and counties of the region " + story.run()),
                "the item's English page does not show its English name");
        api.get(null, Api.At.PORTAL, "/api/v1/open-items/" + story.villages() + "/rows?format=csv", "text/csv")
                .is(404);
        return expected.size() + " rows as CSV and as JSON, equal to what was loaded, from "
                + api.url(Api.At.PORTAL, "/items/" + item) + "; the village register is not there";
    }

    private static Optional<JsonNode> listed(Api api, String name) {
        String page = "/api/v1/open-items?limit=200";
        while (true) {
            JsonNode answer = api.get(null, Api.At.PORTAL, page).is(200).json();
            for (JsonNode item : answer.path("items")) {
                JsonNode itsName = item.path("name");
                if (name.equals(
                        itsName.isTextual()
                                ? itsName.asText()
                                : itsName.path("zh").asText())) {
                    return Optional.of(item);
                }
            }
            String next = answer.path("next").asText("");
            if (next.isEmpty()) {
                return Optional.empty();
            }
            page = "/api/v1/open-items?limit=200&cursor="
                    + java.net.URLEncoder.encode(next, java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static Map<String, List<String>> rows(JsonNode download) {
        Map<String, List<String>> rows = new TreeMap<>();
        for (JsonNode row : download.isArray() ? download : download.path("rows")) {
            List<String> fields = Register.COUNTY_ITEMS.stream()
                    .map(item -> row.path(item).asText())
                    .toList();
            rows.put(fields.getFirst(), fields);
        }
        return rows;
    }

    private static Map<String, List<String>> csvRows(String text) {
        String file = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Map<String, List<String>> rows = new TreeMap<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(file)) {
            boolean header = true;
            for (CsvRecord row : reader) {
                if (!header) {
                    rows.put(row.getField(0), List.copyOf(row.getFields()));
                }
                header = false;
            }
        } catch (IOException e) {
            throw new DoesNotHold("the CSV download is no CSV");
        }
        return rows;
    }
}
