package org.publicdatamesh.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.publicdatamesh.parts.Installation;

/**
 * Whole applications through REST: a specialist applies, its supervisor endorses, the provider's supervisor agrees, the
 * authority approves, and the grant is there. Then a million open deadlines, and how long a sweep takes among them that finds none due. The
 * resource that is applied for is written into the exchange's database, as the catalogue's events would.
 */
final class Applications {
    private static final int APPLICATIONS = 10_000;
    private static final int WARM_UP = 500;
    private static final int CLIENTS = 4;
    private static final int TIMERS = 1_000_000;
    private static final Duration WATCHED = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation at;
    private final String exchange;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final Tokens tokens;
    private final UUID resource;

    Applications(Installation at) throws SQLException {
        this.at = at;
        this.tokens = new Tokens(at);
        this.resource = SharedTable.in(at);
        this.exchange = "http://127.0.0.1:" + at.port(2);
    }

    Map<String, Object> run() throws Exception {
        System.err.printf("warming up: %d applications%n", WARM_UP);
        whole(WARM_UP, new Samples());
        System.err.printf("%d applications, %d clients%n", APPLICATIONS, CLIENTS);
        Samples steps = new Samples();
        long begun = System.nanoTime();
        whole(APPLICATIONS, steps);
        double perSecond = APPLICATIONS / ((System.nanoTime() - begun) / 1e9);
        System.err.printf("%.1f applications/s%n", perSecond);
        System.err.printf("%d open deadlines%n", TIMERS);
        timers();
        double sweep = sweep();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("applications_per_s", perSecond);
        figures.put("step_p50_ms", steps.percentile(0.5));
        figures.put("step_p99_ms", steps.percentile(0.99));
        figures.put("sweep_max_ms", sweep);
        figures.put("applications", APPLICATIONS);
        figures.put("clients", CLIENTS);
        figures.put("open_deadlines", TIMERS);
        return figures;
    }

    private void whole(int count, Samples steps) throws Exception {
        AtomicInteger left = new AtomicInteger(count);
        try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
            List<Future<?>> running = IntStream.range(0, CLIENTS)
                    .<Future<?>>mapToObj(client -> clients.submit(() -> {
                        while (left.getAndDecrement() > 0) {
                            one(steps);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> client : running) {
                client.get();
            }
        }
    }

    private void one(Samples steps) throws IOException, InterruptedException {
        String body = "{\"resourceId\":\"" + resource + "\",\"items\":[{\"name\":\"code\",\"justification\":\"对应学区\"}],"
                + "\"purpose\":\"划定义务教育学区并核对适龄儿童所在村\",\"validUntil\":\""
                + Instant.now().plus(Duration.ofDays(30))
                + "\",\"commitments\":{\"notExceedScope\":true,\"noOtherUse\":true,\"noThirdParty\":true}}";
        String id = JSON.readTree(step(steps, "data-specialist", "education", "", body, 201))
                .path("id")
                .asText();
        step(steps, "data-supervisor", "education", "/" + id + "/endorsement", "{\"decision\":\"agree\"}", 200);
        step(
                steps,
                "data-supervisor",
                "civil-affairs",
                "/" + id + "/provider-decision",
                "{\"decision\":\"agree\"}",
                200);
        String approved = step(
                steps,
                "authority-reviewer",
                "authority",
                "/" + id + "/authority-review",
                "{\"decision\":\"approve\"}",
                200);
        if (JSON.readTree(approved).path("grantId").asText().isEmpty()) {
            throw new IllegalStateException("no grant: " + approved);
        }
    }

    private String step(Samples steps, String role, String unit, String path, String body, int status)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(exchange + "/api/v1/applications" + path))
                .header("Authorization", "Bearer " + tokens.of(role, unit))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long begun = System.nanoTime();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        steps.add(System.nanoTime() - begun);
        if (answer.statusCode() != status) {
            throw new IllegalStateException(request.uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }

    /** Deadlines of the ends of grants that are not there, due in the next years. */
    private void timers() throws SQLException {
        try (Connection connection = Pipeline.connect(at, "exchange");
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute(
                    "insert into deadline (id, kind, subject_id, unit, due_at, warn_at) select gen_random_uuid(),"
                            + " 'GRANT_END', gen_random_uuid(), 'education', now() + interval '1 day' + nr * interval '1 minute',"
                            + " now() + interval '12 hours' + nr * interval '1 minute' from generate_series(1, "
                            + TIMERS + ") nr");
            statement.execute("analyze deadline");
        }
    }

    /** The longest of the sweeps of a time, one a second, in milliseconds, as the service says; none of the deadlines is due. */
    private double sweep() throws IOException, InterruptedException {
        double longest = 0;
        long until = System.nanoTime() + WATCHED.toNanos();
        double before = metric("mesh_deadline_sweep_seconds_count");
        double sum = metric("mesh_deadline_sweep_seconds_sum");
        while (System.nanoTime() < until) {
            Thread.sleep(500);
            double count = metric("mesh_deadline_sweep_seconds_count");
            double now = metric("mesh_deadline_sweep_seconds_sum");
            if (count > before) {
                longest = Math.max(longest, (now - sum) / (count - before) * 1000);
                before = count;
                sum = now;
            }
        }
        if (longest == 0) {
            throw new IllegalStateException("no sweep was seen");
        }
        return longest;
    }

    private double metric(String name) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(exchange + "/q/metrics"))
                        .timeout(Duration.ofSeconds(30))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
