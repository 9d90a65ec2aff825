package org.publicdatamesh.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.publicdatamesh.catalog.element.DatumName;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Keycloak;

/**
 * A plan to collect held against the data elements that are known (Art. 14), through HTTP. Elements are written into the catalogue's
 * database as registered ones with what is known of them; the plans go the way of every plan. Of ten items a plan has five that are
 * elements of other units under another wording or the same, and five that nobody has.
 */
final class Elements {
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int PLANS = 40;
    private static final int ITEMS = 10;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ELEMENT =
            "insert into data_element (id, name, name_key, synonyms, meaning, value_form, standard, unit, state,"
                    + " proposed_by, proposed_at, registered_at, changed_at, lock_version) values (?, ?, ?, '[]', ?,"
                    + " '{\"type\":\"text\",\"length\":100}', '{\"standard\":\"GB/T 1\",\"edition\":\"2026\"}', ?,"
                    + " 'REGISTERED', 'benchmark', ?, ?, ?, 0)";
    private static final String WORDING =
            "insert into wording (key, general, grams) values (?, ?, ?) on conflict do nothing";
    private static final String DATUM = "insert into known_datum (kind, subject, place, key, unit, name, meaning, meaning_key)"
            + " values ('ELEMENT', ?, '', ?, ?, ?, ?, ?)";

    private final Installation at;
    private final String catalogue;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Set<String> keys = new HashSet<>();
    private int next;
    private String token = "";

    Elements(Installation at) {
        this.at = at;
        this.catalogue = "http://127.0.0.1:" + at.port(1) + "/api/v1";
    }

    Map<String, Object> run() throws Exception {
        insert(FEW);
        List<String> plans = new ArrayList<>();
        for (int plan = 0; plan < PLANS; plan++) {
            plans.add(drafted(plan));
        }
        Samples few = checked(plans);
        insert(MANY);
        Samples many = checked(plans);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("p50_ms", rounded(many.percentile(0.5)));
        figures.put("p99_ms", rounded(many.percentile(0.99)));
        figures.put("p50_ms_per_item", rounded(many.percentile(0.5) / ITEMS));
        figures.put("p50_ms_at_10000", rounded(few.percentile(0.5)));
        figures.put("p99_ms_at_10000", rounded(few.percentile(0.99)));
        figures.put("elements", MANY);
        figures.put("items", ITEMS);
        figures.put("checks", many.count());
        return figures;
    }

    /** Writes elements until there are so many. */
    private void insert(int count) throws SQLException {
        System.err.printf("%d elements%n", count);
        OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
        try (Connection connection = Pipeline.connect(at, "catalog");
                PreparedStatement element = connection.prepareStatement(ELEMENT);
                PreparedStatement wording = connection.prepareStatement(WORDING);
                PreparedStatement datum = connection.prepareStatement(DATUM);
                Statement analyze = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (; keys.size() < count && next < ElementNames.most(); next++) {
                String text = ElementNames.name(next);
                DatumName name = DatumName.of(text);
                if (!keys.add(name.key())) {
                    continue;
                }
                UUID id = new UUID(0x7000L, 0x8000_0000_0000_0000L | next);
                String unit = "unit-" + (next % 32 + 1);
                String meaning = ElementNames.meaning(next);
                element.setObject(1, id);
                element.setString(2, text);
                element.setString(3, name.key());
                element.setString(4, meaning);
                element.setString(5, unit);
                element.setObject(6, now);
                element.setObject(7, now);
                element.setObject(8, now);
                element.addBatch();
                wording.setString(1, name.key());
                wording.setString(2, name.general().key());
                wording.setArray(3, connection.createArrayOf("text", name.grams().toArray()));
                wording.addBatch();
                datum.setObject(1, id);
                datum.setString(2, name.key());
                datum.setString(3, unit);
                datum.setString(4, text);
                datum.setString(5, meaning);
                datum.setString(6, meaning.replace(",", ""));
                datum.addBatch();
                if (keys.size() % 1000 == 0) {
                    element.executeBatch();
                    wording.executeBatch();
                    datum.executeBatch();
                    connection.commit();
                }
            }
            analyze.execute("analyze data_element, wording, known_datum");
            connection.commit();
        }
        if (keys.size() < count) {
            throw new IllegalStateException("there are " + keys.size() + " different elements only");
        }
    }

    private String drafted(int plan) throws Exception {
        ObjectNode body = JSON.createObjectNode()
                .put("title", "采集计划" + plan)
                .put("purpose", "核对办理的情况")
                .put("fromWhom", "办理的单位和个人")
                .put("validUntil", Instant.now().plus(Duration.ofDays(30)).toString());
        body.putArray("legalBasis").addObject().put("title", "公路法").put("article", "第三十五条");
        ArrayNode items = body.putArray("items");
        for (int item = 0; item < ITEMS; item++) {
            int nr = (plan * ITEMS + item) * 23 % FEW;
            boolean had = item % 2 == 0;
            items.addObject()
                    .put("name", had ? ElementNames.name(nr) : "牧区" + ElementNames.name(nr).replaceFirst("^..", "冬季"))
                    .put("meaning", had ? ElementNames.meaning(nr) : "冬季转场时由牧户自报,第" + nr + "项");
        }
        return catalogue + "/collection-plans/"
                + JSON.readTree(send(request(catalogue + "/collection-plans")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))))
                        .path("id")
                        .asText();
    }

    /** Each plan is checked in turn; what is not measured comes first. */
    private Samples checked(List<String> plans) throws Exception {
        rounds(WARM_UP_ROUNDS, plans, new Samples());
        Samples samples = new Samples();
        rounds(ROUNDS, plans, samples);
        System.err.printf(
                "%d elements, plans of %d items: p50 %.1f ms, p99 %.1f ms%n",
                keys.size(), ITEMS, samples.percentile(0.5), samples.percentile(0.99));
        return samples;
    }

    private void rounds(int rounds, List<String> plans, Samples samples) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (String plan : plans) {
                long begun = System.nanoTime();
                String answer = send(request(plan + "/check").GET());
                samples.add(System.nanoTime() - begun);
                int found = 0;
                for (var item : JSON.readTree(answer).path("items")) {
                    found += item.path("sources").isEmpty() ? 0 : 1;
                }
                if (found < ITEMS / 2) {
                    throw new IllegalStateException(found + " of " + ITEMS + " items have a source: " + answer);
                }
            }
        }
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + token())
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    private String token() {
        if (token.isEmpty()) {
            token = new Keycloak(at).token("data-specialist", "education");
        }
        return token;
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.build().uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
