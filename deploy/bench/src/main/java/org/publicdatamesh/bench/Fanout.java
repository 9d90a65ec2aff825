package org.publicdatamesh.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Kafka;

/**
 * One correction to many holders: from the provider's request until the holder whose notice was written last reads it in its inbox,
 * where it is durable; beside a plain producer that writes as many records of the same bytes to the broker. A holder is a grant: they
 * are written into the exchange's database, as the grants' events would, in turns for the units that have accounts; the last one is of
 * a unit that holds no other.
 */
final class Fanout {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final int MOST = 10_000;
    private static final int FEW_WARM_UP = 200;
    private static final int FEW_TIMES = 300;
    private static final int MANY_WARM_UP = 5;
    private static final int MANY_TIMES = 15;
    private static final int MOST_WARM_UP = 2;
    private static final int MOST_TIMES = 7;
    private static final int BULK = 100_000;
    private static final String TOPIC = "bench.fanout";
    private static final List<String> UNITS = List.of("education", "health", "natural-resources");
    private static final String LAST = "lhasa-water";
    private static final String KEY = "540102001001";
    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Installation at;
    private final String exchange;
    private final Tokens tokens;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    /** Where the last holder's inbox ends. */
    private String end = "";
    /** A notice as its holder reads it. */
    private byte[] notice = new byte[0];

    private int values;

    Fanout(Installation at) {
        this.at = at;
        this.exchange = "http://127.0.0.1:" + at.port(2) + "/api/v1";
        this.tokens = new Tokens(at);
    }

    Map<String, Object> run() throws Exception {
        new Kafka(at).topics(List.of(TOPIC));
        end = JSON.readTree(get(LAST, "/notices?limit=1")).path("resume").asText();
        Samples few = corrected(FEW, FEW_WARM_UP, FEW_TIMES);
        Samples many = corrected(MANY, MANY_WARM_UP, MANY_TIMES);
        Samples most = corrected(MOST, MOST_WARM_UP, MOST_TIMES);
        double perSecond = MOST / (most.percentile(0.5) / 1e3);
        double producer = produced();
        double bulk = bulk();
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("t10_p99_ms", few.percentile(0.99));
        figures.put("t1000_ms", many.percentile(0.5));
        figures.put("t10000_ms", most.percentile(0.5));
        figures.put("notices_per_s", Math.round(perSecond));
        figures.put("producer_records_per_s", Math.round(producer));
        figures.put("ratio_to_producer", perSecond / producer);
        figures.put("growth_1000_to_10000", most.percentile(0.5) / many.percentile(0.5));
        figures.put("t10_p50_ms", few.percentile(0.5));
        figures.put("t1000_max_ms", many.percentile(1));
        figures.put("t10000_max_ms", most.percentile(1));
        figures.put("bulk_rows", BULK);
        figures.put("bulk_s", bulk);
        figures.put("notice_bytes", notice.length);
        return figures;
    }

    private Samples corrected(int holders, int warmUp, int times) throws Exception {
        System.err.printf("%d holders: %d corrections, %d before them%n", holders, times, warmUp);
        UUID resource = SharedTable.in(at);
        post("data-specialist", "/resources/" + resource + "/loads", "text/csv", "code,name\n" + KEY + ",零\n", 201);
        grants(resource, holders);
        Samples samples = new Samples();
        for (int i = 0; i < warmUp + times; i++) {
            long taken = corrected(resource, holders);
            if (i >= warmUp) {
                samples.add(taken);
            }
        }
        System.err.printf(
                "%d holders: median %.1f ms, longest %.1f ms%n",
                holders, samples.percentile(0.5), samples.percentile(1));
        return samples;
    }

    /** Nanoseconds until the last holder has it. */
    private long corrected(UUID resource, int holders) throws IOException, InterruptedException {
        String body = "{\"resourceId\":\"" + resource + "\",\"key\":{\"code\":\"" + KEY
                + "\"},\"changes\":[{\"item\":\"name\",\"value\":\"更正" + ++values
                + "\"}],\"reasons\":\"更名批复已下发\"}";
        long begun = System.nanoTime();
        JsonNode correction = JSON.readTree(post("data-supervisor", "/corrections", "application/json", body, 201));
        String id = correction.path("id").asText();
        JsonNode found = read(id);
        long taken = System.nanoTime() - begun;
        if (correction.path("holders").path("told").asInt() != holders) {
            throw new IllegalStateException("not " + holders + " holders were told: " + correction);
        }
        notice = found.toString().getBytes(StandardCharsets.UTF_8);
        return taken;
    }

    private JsonNode read(String correction) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            JsonNode page = JSON.readTree(get(LAST, "/notices?limit=10&cursor=" + end));
            for (JsonNode one : page.path("items")) {
                if (one.path("correctionId").asText().equals(correction)) {
                    end = page.path("resume").asText();
                    return one;
                }
            }
            Thread.sleep(1);
        }
        throw new IllegalStateException("the last holder has no notice of correction " + correction);
    }

    private void grants(UUID resource, int holders) throws SQLException {
        try (Connection connection = Pipeline.connect(at, "exchange");
                PreparedStatement insert = connection.prepareStatement(
                        "insert into live_grant (grant_id, resource_id, consumer, valid_until, data)"
                                + " values (?, ?, ?, ?, ?)")) {
            connection.setAutoCommit(false);
            Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
            Instant until = now.plus(Duration.ofDays(365));
            for (int i = 0; i < holders; i++) {
                String holder = i == holders - 1 ? LAST : UNITS.get(i % UNITS.size());
                // In the order in which notices are written, the last one's is the last.
                UUID grant = new UUID(0x7000L, 0x8000_0000_0000_0000L | (long) values << 32 | i);
                insert.setObject(1, grant);
                insert.setObject(2, resource);
                insert.setString(3, holder);
                insert.setObject(4, until.atOffset(ZoneOffset.UTC));
                insert.setString(5, grant(grant, resource, holder, now, until));
                insert.addBatch();
            }
            insert.executeBatch();
            connection.commit();
        }
    }

    /** What the exchange keeps of a grant: the event of its approval. */
    private static String grant(UUID grant, UUID resource, String holder, Instant from, Instant until) {
        return "{\"grantId\":\"" + grant + "\",\"applicationId\":\"" + grant + "\",\"entryId\":\"" + grant
                + "\",\"resourceId\":\"" + resource + "\",\"provider\":\"civil-affairs\",\"consumer\":\"" + holder
                + "\",\"items\":[\"code\",\"name\"],\"rowFilter\":[],\"masks\":{},"
                + "\"purpose\":\"划定义务教育学区并核对适龄儿童所在村\",\"validFrom\":\"" + from + "\",\"validUntil\":\"" + until
                + "\",\"actor\":{\"person\":\"authority-reviewer.authority\",\"unit\":\"authority\","
                + "\"role\":\"authority-reviewer\"}}";
    }

    /** Seconds in which a file that changes each of many rows is loaded and told to one holder. */
    private double bulk() throws Exception {
        UUID resource = SharedTable.in(at);
        load(resource, "旧");
        grants(resource, 1);
        long begun = System.nanoTime();
        int told = load(resource, "新").path("notices").asInt();
        double taken = (System.nanoTime() - begun) / 1e9;
        if (told != BULK) {
            throw new IllegalStateException(told + " of " + BULK + " rows were told");
        }
        System.err.printf("%d rows corrected by a file: %.1f s%n", BULK, taken);
        return taken;
    }

    private JsonNode load(UUID resource, String name) throws IOException, InterruptedException {
        StringBuilder file = new StringBuilder("code,name\n");
        for (int row = 0; row < BULK; row++) {
            file.append(String.format(Locale.ROOT, "54%010d,%s%d%n", row, name, row));
        }
        return JSON.readTree(
                post("data-specialist", "/resources/" + resource + "/loads", "text/csv", file.toString(), 201));
    }

    /** Records a second of a plain producer: as many as there are holders at most, of a notice's bytes, all durable. */
    private double produced() throws ExecutionException, InterruptedException {
        Samples samples = new Samples();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", at.kafka(), "acks", "all"),
                new StringSerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < MOST_WARM_UP + MOST_TIMES; i++) {
                long begun = System.nanoTime();
                for (int record = 0; record < MOST; record++) {
                    sent.add(producer.send(new ProducerRecord<>(TOPIC, String.valueOf(record), notice)));
                }
                producer.flush();
                if (i >= MOST_WARM_UP) {
                    samples.add(System.nanoTime() - begun);
                }
                for (Future<RecordMetadata> one : sent) {
                    one.get();
                }
                sent.clear();
            }
        }
        double perSecond = MOST / (samples.percentile(0.5) / 1e3);
        System.err.printf("plain producer: %.0f records/s of %d bytes%n", perSecond, notice.length);
        return perSecond;
    }

    private String get(String unit, String path) throws IOException, InterruptedException {
        return send(request("data-system", unit, path).GET(), 200);
    }

    private String post(String role, String path, String type, String body, int status)
            throws IOException, InterruptedException {
        return send(
                request(role, "civil-affairs", path)
                        .header("Content-Type", type)
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                status);
    }

    private HttpRequest.Builder request(String role, String unit, String path) {
        return HttpRequest.newBuilder(URI.create(exchange + path))
                .header("Authorization", "Bearer " + tokens.of(role, unit))
                .timeout(PATIENCE);
    }

    private String send(HttpRequest.Builder request, int status) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != status) {
            throw new IllegalStateException(
                    request.build().uri() + " answers " + answer.statusCode() + ": " + answer.body());
        }
        return answer.body();
    }
}
