package org.publicdatamesh.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.publicdatamesh.catalog.index.EntryIndex;
import org.publicdatamesh.catalog.index.IndexedEntry;
import org.publicdatamesh.catalog.index.SearchFilters;
import org.publicdatamesh.catalog.index.SearchQuery;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.parts.Installation;

/**
 * Search through HTTP, with facets and authorisation, beside the same queries on the same index in this process. Entries
 * are written into the catalogue's database as published ones, and the index is made anew from there; what becomes searchable
 * goes the whole way of draft, review and publication.
 */
final class Search {
    private static final int FEW = 10_000;
    private static final int MANY = 100_000;
    private static final int QUERIES = 500;
    private static final int CLIENTS = 4;
    private static final int ROUNDS = 3;
    private static final int WARM_UP_ROUNDS = 5;
    private static final int PUBLICATIONS = 100;
    private static final int IMPORTED = 25_000;
    private static final String IMPORT_HEADER =
            "序号,目录名称,目录摘要,目录类型,分类代码,数据分级,更新周期,数据项名称,数据项标识,数据类型,数据长度,是否主键,是否必填,校验规则," + "数据项分级,识别对象,脱敏方式\r\n";
    private static final int LIMIT = 20;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSERT =
            "insert into entry (id, version, last_version, live_version, state, unit, content,"
                    + " drafted_by, published_at, changed_at, lock_version) values (?, 1, 1, 1, 'PUBLISHED', ?, ?, 'benchmark', ?,"
                    + " ?, 0)";

    private final Installation at;
    private final SearchNames names;
    private final List<String> queries;
    private final String catalogue;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Tokens tokens;

    Search(Installation at) throws IOException {
        this.at = at;
        this.names = new SearchNames(at.house().resolve("deploy/local/data"));
        this.tokens = new Tokens(at);
        this.queries = names.queries(QUERIES);
        this.catalogue = "http://127.0.0.1:" + at.port(1) + "/api/v1";
    }

    /** How one side did. */
    private record Speed(double p50, double p99, double perSecond) {}

    Map<String, Object> run() throws Exception {
        System.err.printf("%d entries%n", FEW);
        insert(0, FEW);
        rebuild();
        Speed few = searched("through HTTP, " + FEW + " entries");
        System.err.printf("%d entries%n", MANY);
        insert(FEW, MANY);
        long reindex = rebuild();
        Speed direct = direct();
        Speed many = searched("through HTTP, " + MANY + " entries");
        long heap = heap();
        double findable = published();
        double imported = imported();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("p50_ms", many.p50());
        figures.put("p99_ms", many.p99());
        figures.put("queries_per_s", Math.round(many.perSecond()));
        figures.put("lucene_direct_queries_per_s", Math.round(direct.perSecond()));
        figures.put("ratio_to_lucene", many.perSecond() / direct.perSecond());
        figures.put("publish_to_searchable_p99_ms", findable);
        figures.put("reindex_s", reindex / 1000.0);
        figures.put("import_entries_per_s", Math.round(imported));
        figures.put("heap_mb", heap);
        figures.put("growth_10000_to_100000", few.perSecond() / many.perSecond());
        figures.put("lucene_direct_p50_ms", direct.p50());
        figures.put("lucene_direct_p99_ms", direct.p99());
        figures.put("p50_ms_at_10000", few.p50());
        figures.put("entries", MANY);
        figures.put("queries", QUERIES);
        figures.put("clients", CLIENTS);
        return figures;
    }

    private void insert(int from, int to) throws SQLException {
        try (Connection connection = Pipeline.connect(at, "catalog");
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            connection.setAutoCommit(false);
            OffsetDateTime now = OffsetDateTime.now(ZoneOffset.UTC);
            for (int nr = from; nr < to; nr++) {
                SearchNames.Entry entry = names.entry(nr);
                insert.setObject(1, id(nr));
                insert.setString(2, entry.unit());
                insert.setString(3, entry.content());
                insert.setObject(4, now);
                insert.setObject(5, now);
                insert.addBatch();
                if ((nr + 1) % 1000 == 0 || nr + 1 == to) {
                    insert.executeBatch();
                    connection.commit();
                }
            }
        }
    }

    private static UUID id(int nr) {
        return new UUID(0x7000L, 0x8000_0000_0000_0000L | nr);
    }

    /** Milliseconds, as the service says. */
    private long rebuild() throws Exception {
        String before = index().path("rebuiltAt").asText();
        send(request("authority-admin", "authority", "/search/index/rebuild")
                .POST(HttpRequest.BodyPublishers.noBody()));
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            JsonNode index = index();
            if (index.path("phase").asText().equals("ready")
                    && !index.path("rebuiltAt").asText().equals(before)) {
                System.err.printf(
                        "reindexed: %d entries in %d ms%n",
                        index.path("entries").asInt(), index.path("rebuiltInMs").asLong());
                return index.path("rebuiltInMs").asLong();
            }
            Thread.sleep(200);
        }
        throw new IllegalStateException("the index was not made anew: " + index());
    }

    private JsonNode index() throws Exception {
        return JSON.readTree(
                send(request("authority-admin", "authority", "/search/index").GET()));
    }

    private Speed searched(String what) throws Exception {
        String token = tokens.of("data-system", "education");
        List<HttpRequest> requests = queries.stream()
                .map(query -> HttpRequest.newBuilder(URI.create(catalogue + "/search?limit=" + LIMIT + "&q="
                                + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                        .header("Authorization", "Bearer " + token)
                        .timeout(Duration.ofSeconds(30))
                        .build())
                .toList();
        return measured(what, number -> {
            try {
                HttpResponse<byte[]> answer = http.send(requests.get(number), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() != 200) {
                    throw new IllegalStateException("status " + answer.statusCode());
                }
                return answer.body().length;
            } catch (IOException e) {
                throw new IllegalStateException("no answer", e);
            } catch (InterruptedException e) {
                throw new IllegalStateException("interrupted", e);
            }
        });
    }

    private Speed direct() throws Exception {
        try (EntryIndex index = EntryIndex.in(at.home().resolve("bench-index"))) {
            index.rebuild(IntStream.range(0, MANY).mapToObj(this::indexed));
            List<SearchQuery> asked = queries.stream()
                    .map(query -> new SearchQuery(query, SearchFilters.NONE, 0, LIMIT, null, true))
                    .toList();
            return measured("in this process, " + MANY + " entries", number -> {
                var result = index.search(asked.get(number));
                if (result.facets().isEmpty()) {
                    throw new IllegalStateException("no facets");
                }
                return result.hits().size();
            });
        }
    }

    private IndexedEntry indexed(int nr) {
        SearchNames.Entry entry = names.entry(nr);
        return new IndexedEntry(
                id(nr),
                1,
                String.format(java.util.Locale.ROOT, "%s/%06d", entry.classification(), nr),
                new Text(entry.name(), null, null),
                entry.summary(),
                entry.unit(),
                List.of(EntryKind.BASE, EntryKind.THEME, EntryKind.DEPARTMENT).get(nr % 3),
                entry.classification(),
                List.of(),
                List.of(),
                nr % 3 + 1,
                ShareType.UNCONDITIONAL,
                List.of(OpenType.NOT_OPEN, OpenType.UNCONDITIONAL).get(nr % 2),
                List.of(UpdateCycle.DAILY, UpdateCycle.MONTHLY, UpdateCycle.QUARTERLY, UpdateCycle.YEARLY)
                        .get(nr % 4),
                entry.items(),
                List.of());
    }

    /** Each client asks all queries in turn, each beginning elsewhere; what is not measured comes first. */
    private Speed measured(String what, IntFunction<Integer> query) throws Exception {
        Samples samples = new Samples();
        rounds(WARM_UP_ROUNDS, new Samples(), query);
        long start = System.nanoTime();
        rounds(ROUNDS, samples, query);
        double seconds = (System.nanoTime() - start) / 1e9;
        Speed speed = new Speed(samples.percentile(0.5), samples.percentile(0.99), samples.count() / seconds);
        System.err.printf(
                "%s: p50 %.2f ms, p99 %.2f ms, %.0f queries/s%n", what, speed.p50(), speed.p99(), speed.perSecond());
        return speed;
    }

    private static void rounds(int rounds, Samples samples, IntFunction<Integer> query) throws Exception {
        List<Thread> clients = new ArrayList<>();
        AtomicInteger failed = new AtomicInteger();
        for (int client = 0; client < CLIENTS; client++) {
            int first = client * QUERIES / CLIENTS;
            clients.add(Thread.ofPlatform().name("client-" + client).start(() -> {
                try {
                    for (int i = 0; i < rounds * QUERIES; i++) {
                        long begun = System.nanoTime();
                        if (query.apply((first + i) % QUERIES) < 0) {
                            throw new IllegalStateException("no result");
                        }
                        samples.add(System.nanoTime() - begun);
                    }
                } catch (RuntimeException e) {
                    System.err.println(e);
                    failed.incrementAndGet();
                }
            }));
        }
        for (Thread client : clients) {
            client.join();
        }
        if (failed.get() > 0) {
            throw new IllegalStateException(failed.get() + " clients failed");
        }
    }

    /** Megabytes of heap that the service uses. */
    private long heap() throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + at.port(1) + "/q/metrics"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        double bytes = answer.body()
                .lines()
                .filter(line -> line.startsWith("jvm_memory_used_bytes{") && line.contains("area=\"heap\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        return Math.round(bytes / (1 << 20));
    }

    /** From the answer to the authority's confirmation until a search has the entry: the 99th percentile, in ms. */
    private double published() throws Exception {
        Samples samples = new Samples();
        for (int i = 0; i < PUBLICATIONS; i++) {
            String mark = "基准" + Integer.toString(i + 1000, 36) + "号";
            String content = names.entry(i)
                    .content()
                    .replaceFirst("\"zh\":\"", "\"zh\":\"" + mark)
                    .replaceFirst("\"kind\":\"[a-z]+\"", "\"kind\":\"department\"")
                    // A grade at which the rules let an entry be open.
                    .replaceFirst("\"grade\":[0-9],\"shareType\"", "\"grade\":1,\"shareType\"");
            String id = JSON.readTree(send(request("data-specialist", "education", "/entries")
                            .POST(HttpRequest.BodyPublishers.ofString(content))))
                    .path("id")
                    .asText();
            send(request("data-specialist", "education", "/entries/" + id + "/submission")
                    .POST(HttpRequest.BodyPublishers.noBody()));
            send(request("data-supervisor", "education", "/entries/" + id + "/review")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"decision\":\"pass\"}")));
            send(request("authority-reviewer", "authority", "/entries/" + id + "/publication")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"decision\":\"confirm\"}")));
            long since = System.nanoTime();
            long until = since + PATIENCE.toNanos();
            String search = "/search?facets=false&limit=1&q=" + URLEncoder.encode(mark, StandardCharsets.UTF_8);
            while (!send(request("data-system", "education", search).GET()).contains(id)) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException("the entry is not found");
                }
                Thread.sleep(2);
            }
            samples.add(System.nanoTime() - since);
        }
        System.err.printf(
                "published to searchable: p50 %.1f ms, p99 %.1f ms%n",
                samples.percentile(0.5), samples.percentile(0.99));
        return samples.percentile(0.99);
    }

    /** Entries per second of one file, from the request to the answer; a smaller file comes before. */
    private double imported() throws Exception {
        imported(IMPORTED / 5);
        long start = System.nanoTime();
        imported(IMPORTED);
        double perSecond = IMPORTED / ((System.nanoTime() - start) / 1e9);
        System.err.printf("imported %d entries: %.0f entries/s%n", IMPORTED, perSecond);
        return perSecond;
    }

    private void imported(int count) throws Exception {
        StringBuilder file = new StringBuilder(IMPORT_HEADER);
        for (int nr = 0; nr < count; nr++) {
            SearchNames.Entry entry = names.entry(nr);
            for (int item = 0; item < entry.items().size(); item++) {
                file.append(
                        item == 0
                                ? String.join(
                                        ",",
                                        String.valueOf(nr + 1),
                                        entry.name(),
                                        '"' + entry.summary() + '"',
                                        "部门",
                                        entry.classification(),
                                        "1",
                                        "每年")
                                : ",,,,,,");
                file.append(',').append(entry.items().get(item)).append(",f").append(item);
                file.append(",文本,100,").append(item == 0 ? "是" : "否").append(",是,无,1,无,不脱敏\r\n");
            }
        }
        String report = send(request("data-specialist", "education", "/entries/import?mode=all-or-nothing")
                .setHeader("Content-Type", "text/csv")
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofString(file.toString())));
        int written = JSON.readTree(report).path("written").asInt();
        if (written != count) {
            throw new IllegalStateException(written + " of " + count + " entries were imported");
        }
    }

    private HttpRequest.Builder request(String role, String unit, String path) {
        return HttpRequest.newBuilder(URI.create(catalogue + path))
                .header("Authorization", "Bearer " + tokens.of(role, unit))
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
