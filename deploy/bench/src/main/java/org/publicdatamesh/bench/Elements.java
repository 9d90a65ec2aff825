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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.DatumName;
import org.publicdatamesh.catalog.element.Known;
import org.publicdatamesh.parts.Installation;

/**
 * A plan to collect held against the data that are known (Art. 14), through HTTP: elements, and the items of published entries.
 * They are written into the catalogue's database as registered and published ones, with what is known of them; the plans go the way
 * of every plan. Of ten items a plan has five that are elements of other units, one that thousands of entries have, and four that
 * nobody has, in words that are near to those of elements.
 */
final class Elements {
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int PLANS = 40;
    private static final int ITEMS = 10;
    private static final int WARM_UP_ROUNDS = 3;
    private static final int ROUNDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PART = 1000;
    private static final String ELEMENT =
            "insert into data_element (id, name, name_key, synonyms, meaning, value_form, standard, unit, state,"
                    + " proposed_by, proposed_at, registered_at, changed_at, lock_version) select id, name, key, '[]', meaning,"
                    + " '{\"type\":\"text\",\"length\":100}', '{\"standard\":\"GB/T 1\",\"edition\":\"2026\"}', unit,"
                    + " 'REGISTERED', 'benchmark', now(), now(), now(), 0"
                    + " from unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[]) as e (id, name, key, meaning, unit)";
    private static final String ENTRY =
            "insert into entry (id, version, last_version, live_version, state, unit, content,"
                    + " drafted_by, published_at, changed_at, lock_version) select id, 1, 1, 1, 'PUBLISHED', unit, content, 'benchmark',"
                    + " now(), now(), 0 from unnest(?::uuid[], ?::text[], ?::text[]) as e (id, unit, content)";
    private static final String WORDING = "with given as (select key, general, string_to_array(grams, ' ') as grams"
            + " from unnest(?::text[], ?::text[], ?::text[]) as w (key, general, grams)),"
            + " kept as (insert into wording (key, general) select key, general from given on conflict do nothing returning key)"
            + " insert into wording_gram (gram, form, key, size) select gram, split_part(key, '|', 2), key, cardinality(grams)"
            + " from given join kept using (key), unnest(grams) as g (gram) on conflict do nothing";
    private static final String DATUM =
            "insert into known_datum (kind, subject, place, key, unit, name, meaning, meaning_key)"
                    + " select kind, subject, place, key, unit, name, meaning, replace(meaning, ',', '') from unnest(?::text[], ?::uuid[],"
                    + " ?::text[], ?::text[], ?::text[], ?::text[], ?::text[]) as d (kind, subject, place, key, unit, name, meaning)"
                    + " on conflict do nothing";

    private final Installation at;
    private final String catalogue;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Tokens tokens;
    private final SearchNames names;
    private final Set<String> keys = new HashSet<>();
    private int next;
    private int entries;

    Elements(Installation at) throws IOException {
        this.at = at;
        this.tokens = new Tokens(at);
        this.names = new SearchNames(at.house().resolve("deploy/local/data"));
        this.catalogue = "http://127.0.0.1:" + at.port(1) + "/api/v1";
    }

    Map<String, Object> run() throws Exception {
        insert(FEW);
        List<String> plans = new ArrayList<>();
        for (int plan = 0; plan < PLANS; plan++) {
            plans.add(drafted(plan));
        }
        Checked few = checked(plans);
        insert(MANY);
        Checked many = checked(plans);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("p50_ms", many.times().percentile(0.5));
        figures.put("p99_ms", many.times().percentile(0.99));
        figures.put("p50_ms_per_item", many.times().percentile(0.5) / ITEMS);
        figures.put("p50_ms_at_10000", few.times().percentile(0.5));
        figures.put("p99_ms_at_10000", few.times().percentile(0.99));
        figures.put(
                "growth_10000_to_100000",
                many.times().percentile(0.5) / few.times().percentile(0.5));
        figures.put("sources_per_check", many.sources());
        figures.put("elements", MANY);
        figures.put("entries", MANY);
        figures.put("items", ITEMS);
        figures.put("checks", many.times().count());
        return figures;
    }

    /** Writes elements and entries until there are so many of each. */
    private void insert(int count) throws SQLException {
        System.err.printf("%d elements and %d entries%n", count, count);
        try (Connection connection = Pipeline.connect(at, "catalog");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (keys.size() < count) {
                elements(connection, Math.min(PART, count - keys.size()));
                connection.commit();
            }
            while (entries < count) {
                entries(connection, Math.min(PART, count - entries));
                connection.commit();
            }
            // Their items are known already.
            statement.execute("delete from unread_entry");
            connection.commit();
            connection.setAutoCommit(true);
            statement.execute("vacuum analyze data_element, entry, wording, wording_gram, known_datum");
        }
    }

    /** Rows for a statement, by column. */
    private static final class Columns {
        private final List<List<@Nullable Object>> columns = new ArrayList<>();

        void add(@Nullable Object... row) {
            for (int i = 0; i < row.length; i++) {
                if (columns.size() == i) {
                    columns.add(new ArrayList<>());
                }
                columns.get(i).add(row[i]);
            }
        }

        void write(Connection connection, String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < columns.size(); i++) {
                    String type = columns.get(i).getFirst() instanceof UUID ? "uuid" : "text";
                    statement.setArray(
                            i + 1, connection.createArrayOf(type, columns.get(i).toArray()));
                }
                statement.executeUpdate();
            }
        }
    }

    private void elements(Connection connection, int count) throws SQLException {
        Columns elements = new Columns();
        Columns wordings = new Columns();
        Columns data = new Columns();
        for (int done = 0; done < count; next++) {
            if (next == ElementNames.most()) {
                throw new IllegalStateException("there are " + keys.size() + " different elements only");
            }
            String text = ElementNames.name(next);
            DatumName name = DatumName.of(text);
            if (keys.add(name.key())) {
                UUID id = new UUID(0x7000L, 0x8000_0000_0000_0000L | next);
                String unit = "unit-" + (next % 32 + 1);
                String meaning = ElementNames.meaning(next);
                elements.add(id, text, name.key(), meaning, unit);
                wordings.add(name.key(), name.general().key(), String.join(" ", name.grams()));
                data.add(Known.Kind.ELEMENT.name(), id, "", name.key(), unit, text, meaning);
                done++;
            }
        }
        elements.write(connection, ELEMENT);
        wordings.write(connection, WORDING);
        data.write(connection, DATUM);
    }

    private void entries(Connection connection, int count) throws SQLException {
        Columns published = new Columns();
        Columns data = new Columns();
        Map<String, DatumName> labels = new LinkedHashMap<>();
        for (int done = 0; done < count; done++, entries++) {
            SearchNames.Entry entry = names.entry(entries);
            UUID id = new UUID(0x7001L, 0x8000_0000_0000_0000L | entries);
            published.add(id, entry.unit(), entry.content());
            for (int i = 0; i < entry.items().size(); i++) {
                String label = entry.items().get(i);
                DatumName name = labels.computeIfAbsent(label, DatumName::of);
                data.add(Known.Kind.ITEM.name(), id, "f" + i, name.key(), entry.unit(), label, null);
            }
        }
        Columns wordings = new Columns();
        labels.values().forEach(name -> wordings.add(name.key(), name.general().key(), String.join(" ", name.grams())));
        published.write(connection, ENTRY);
        wordings.write(connection, WORDING);
        data.write(connection, DATUM);
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
            if (item == ITEMS - 1) {
                items.addObject().put("name", names.entry(plan).items().get(1)).put("meaning", "逐项填写,第" + nr + "项");
                continue;
            }
            boolean had = item % 2 == 0;
            items.addObject()
                    .put(
                            "name",
                            had
                                    ? ElementNames.name(nr)
                                    : "牧区" + ElementNames.name(nr).replaceFirst("^..", "冬季"))
                    .put("meaning", had ? ElementNames.meaning(nr) : "冬季转场时由牧户自报,第" + nr + "项");
        }
        return catalogue + "/collection-plans/"
                + JSON.readTree(send(request(catalogue + "/collection-plans")
                                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))))
                        .path("id")
                        .asText();
    }

    /**
     * Checks of plans.
     *
     * @param sources how many sources a check found, on average
     */
    private record Checked(Samples times, double sources) {}

    /** Each plan is checked in turn; what is not measured comes first. */
    private Checked checked(List<String> plans) throws Exception {
        rounds(WARM_UP_ROUNDS, plans, new Samples());
        Samples samples = new Samples();
        double sources = rounds(ROUNDS, plans, samples);
        System.err.printf(
                "%d elements, plans of %d items: p50 %.1f ms, p99 %.1f ms, %.1f sources%n",
                keys.size(), ITEMS, samples.percentile(0.5), samples.percentile(0.99), sources);
        return new Checked(samples, sources);
    }

    private double rounds(int rounds, List<String> plans, Samples samples) throws Exception {
        int sources = 0;
        for (int round = 0; round < rounds; round++) {
            for (String plan : plans) {
                HttpRequest.Builder request = request(plan + "/check").GET();
                long begun = System.nanoTime();
                String answer = send(request);
                samples.add(System.nanoTime() - begun);
                int found = 0;
                for (var item : JSON.readTree(answer).path("items")) {
                    found += item.path("sources").isEmpty() ? 0 : 1;
                    sources += item.path("sources").size();
                }
                if (found < ITEMS / 2) {
                    throw new IllegalStateException(found + " of " + ITEMS + " items have a source: " + answer);
                }
            }
        }
        return (double) sources / rounds / plans.size();
    }

    private HttpRequest.Builder request(String address) {
        return HttpRequest.newBuilder(URI.create(address))
                .header("Authorization", "Bearer " + tokens.of("data-specialist", "education"))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    private String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(
                    request.build().uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
