package org.publicdatamesh.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.publicdatamesh.parts.Installation;
import org.publicdatamesh.parts.Kafka;

/**
 * From the commit of an event in one service to the commit of its effect in another, beside the bare pipeline: the same
 * outbox, Debezium and broker, and a plain consumer that does nothing. Both run in turns on one mesh; while the mesh's turn
 * is on, its audit service takes every event into the log as well, as it always does.
 */
final class Events {
    private static final int RATE = 200;
    private static final int ROUNDS = 3;
    private static final int EVENTS_PER_ROUND = RATE * 15;
    private static final int WARM_UP_ROUNDS = 16;
    private static final int BURST = 50_000;
    private static final int BURSTS = 5;
    private static final int LAST = 1_000;
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Installation at;

    Events(Installation at) {
        this.at = at;
    }

    Map<String, Object> run() throws Exception {
        new Kafka(at).topics(List.of(Pipeline.BARE_TOPIC));
        Samples bare = new Samples();
        Samples mesh = new Samples();
        System.err.println("warming up");
        steadyBare(new Samples(), RATE * 5);
        for (int burst = 0; burst < 3; burst++) {
            bareBurst(BURST / 5);
            meshBurst(BURST / 5);
        }
        warmUp();
        for (int round = 1; round <= ROUNDS; round++) {
            System.err.printf("round %d of %d: %d events/s, bare then mesh%n", round, ROUNDS, RATE);
            steadyBare(bare, EVENTS_PER_ROUND);
            steadyMesh(mesh, EVENTS_PER_ROUND);
        }
        System.err.printf("bursts of %d events, bare and mesh in turns%n", BURST);
        double[] bareBursts = new double[BURSTS];
        double[] meshBursts = new double[BURSTS];
        for (int burst = 0; burst < BURSTS; burst++) {
            bareBursts[burst] = bareBurst(BURST);
            meshBursts[burst] = meshBurst(BURST);
            System.err.printf("bare %.0f events/s, mesh %.0f events/s%n", bareBursts[burst], meshBursts[burst]);
        }
        double bareBurst = median(bareBursts);
        double meshBurst = median(meshBursts);
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("p50_ms", mesh.percentile(0.5));
        figures.put("p99_ms", mesh.percentile(0.99));
        figures.put("bare_p50_ms", bare.percentile(0.5));
        figures.put("bare_p99_ms", bare.percentile(0.99));
        figures.put("p50_ratio", mesh.percentile(0.5) / bare.percentile(0.5));
        figures.put("p99_ratio", mesh.percentile(0.99) / bare.percentile(0.99));
        figures.put("burst_events_per_s", Math.round(meshBurst));
        figures.put("bare_burst_events_per_s", Math.round(bareBurst));
        figures.put("burst_ratio", meshBurst / bareBurst);
        figures.put("events_per_s", RATE);
        figures.put("samples", mesh.count());
        figures.put("burst_events", BURST);
        return figures;
    }

    /**
     * Lets the compilers of virtual machines that have just started finish: at the rate that is measured, until a round is
     * no faster than the best so far, or the time is up.
     */
    private void warmUp() throws Exception {
        double best = Double.MAX_VALUE;
        int worse = 0;
        for (int round = 1; round <= WARM_UP_ROUNDS && worse < 2; round++) {
            Samples samples = new Samples();
            steadyMesh(samples, EVENTS_PER_ROUND);
            double median = samples.percentile(0.5);
            System.err.printf("warming up, round %d of at most %d: median %.1f ms%n", round, WARM_UP_ROUNDS, median);
            worse = median > best * 0.9 ? worse + 1 : 0;
            best = Math.min(best, median);
        }
    }

    /** Commits events at the steady rate and times each from its commit to its arrival at the plain consumer. */
    private void steadyBare(Samples samples, int events) throws Exception {
        Map<UUID, Long> committed = new ConcurrentHashMap<>();
        try (Pipeline pipeline = Pipeline.bare(at);
                BareArrivals arrivals = new BareArrivals(at)) {
            int[] arrived = {0};
            Thread reader = Thread.ofPlatform().name("arrivals").start(() -> {
                long until = System.nanoTime() + PATIENCE.toNanos();
                while (arrived[0] < events && System.nanoTime() < until) {
                    arrivals.poll(subject -> {
                        long now = System.nanoTime();
                        arrived[0]++;
                        // One that is here before its commit has returned took no time that could be told.
                        samples.add(now - committed.getOrDefault(subject, now));
                    });
                }
            });
            paced(pipeline, events, subject -> committed.put(subject, System.nanoTime()));
            reader.join();
            if (arrived[0] != events) {
                throw new IllegalStateException(arrived[0] + " of " + events + " bare events arrived");
            }
        }
    }

    /** Commits events at the steady rate and times each from its commit to the commit of its effect. */
    private void steadyMesh(Samples samples, int events) throws Exception {
        Map<UUID, Instant> committed = new LinkedHashMap<>();
        try (Pipeline pipeline = Pipeline.mesh(at);
                Effects effects = new Effects(at)) {
            paced(pipeline, events, subject -> committed.put(subject, Instant.now()));
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (effects.count(committed.keySet()) < events) {
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(
                            effects.count(committed.keySet()) + " of " + events + " events took effect");
                }
                Thread.sleep(100);
            }
            effects.committed(committed.keySet())
                    .forEach((subject, effect) -> samples.add(Math.max(
                            0, Duration.between(committed.get(subject), effect).toNanos())));
        }
    }

    private static void paced(Pipeline pipeline, int events, Consumer<UUID> committed) throws SQLException {
        long start = System.nanoTime();
        for (int i = 0; i < events; i++) {
            long next = start + i * (1_000_000_000L / RATE);
            while (System.nanoTime() < next) {
                LockSupport.parkNanos(next - System.nanoTime());
            }
            UUID subject = Pipeline.newId();
            pipeline.commit(subject);
            committed.accept(subject);
        }
    }

    /** Events per second from the first commit until the plain consumer has them all. */
    private double bareBurst(int events) throws Exception {
        try (Pipeline pipeline = Pipeline.bare(at);
                BareArrivals arrivals = new BareArrivals(at)) {
            Set<UUID> seen = new HashSet<>();
            long start = System.nanoTime();
            Thread writer = writer(pipeline, Pipeline.subjects(events));
            long until = start + PATIENCE.toNanos();
            while (seen.size() < events) {
                arrivals.poll(seen::add);
                if (System.nanoTime() > until) {
                    throw new IllegalStateException(seen.size() + " of " + events + " bare events arrived");
                }
            }
            long end = System.nanoTime();
            writer.join();
            return events / ((end - start) / 1e9);
        }
    }

    /** Events per second from the first commit until the effect of all is there. */
    private double meshBurst(int events) throws Exception {
        try (Pipeline pipeline = Pipeline.mesh(at);
                Effects effects = new Effects(at)) {
            long before = effects.all();
            List<UUID> subjects = Pipeline.subjects(events);
            List<UUID> last = subjects.subList(events - LAST, events);
            long start = System.nanoTime();
            Thread writer = writer(pipeline, subjects);
            long until = start + PATIENCE.toNanos();
            // To count many of them each time would be a load of its own: first the very last, then those about it,
            // among
            // which are the last of each partition.
            while (effects.count(List.of(last.getLast())) < 1 || effects.count(last) < LAST) {
                Thread.sleep(20);
                if (System.nanoTime() > until) {
                    throw new IllegalStateException((effects.all() - before) + " of " + events + " events took effect");
                }
            }
            long end = System.nanoTime();
            writer.join();
            long all = effects.all() - before;
            if (all != events) {
                throw new IllegalStateException("the last events took effect, but " + all + " of " + events + " did");
            }
            settle();
            return events / ((end - start) / 1e9);
        }
    }

    private static Thread writer(Pipeline pipeline, List<UUID> subjects) {
        return Thread.ofPlatform().name("commits").start(() -> {
            try {
                pipeline.burst(subjects);
            } catch (SQLException e) {
                throw new IllegalStateException("events cannot be committed", e);
            }
        });
    }

    /** The next turn begins when the audit service has the events of this one in the log. */
    private void settle() throws SQLException, InterruptedException {
        try (Connection audit = Pipeline.connect(at, "audit")) {
            long until = System.nanoTime() + PATIENCE.toNanos();
            long last = -1;
            long now = leaves(audit);
            while (now != last && System.nanoTime() < until) {
                last = now;
                Thread.sleep(1500);
                now = leaves(audit);
            }
        }
    }

    private static long leaves(Connection audit) throws SQLException {
        try (PreparedStatement count = audit.prepareStatement("select coalesce(max(leaf_index), -1) from leaf");
                ResultSet result = count.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
