package org.publicdatamesh.exchange.gate;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** The readings that go on at the same time in this replica, and who has them. */
@ApplicationScoped
class Readings {
    private final GateConfig config;
    private final Map<String, Integer> byUnit = new HashMap<>();
    private int all;

    Readings(GateConfig config) {
        this.config = config;
    }

    /** A place among the readings; leaving it twice is leaving it once. */
    final class Place {
        private final String unit;
        private final AtomicBoolean left = new AtomicBoolean();

        private Place(String unit) {
            this.unit = unit;
        }

        void leave() {
            if (left.compareAndSet(false, true)) {
                left(unit);
            }
        }
    }

    /**
     * Takes a place.
     *
     * @throws RefusedException 429 {@code too-many-readings} where the unit, or everyone together, has as many as may be
     */
    synchronized Place enter(String unit) {
        int own = byUnit.getOrDefault(unit, 0);
        if (own >= config.readingsPerUnit() || all >= config.readings()) {
            int most = own >= config.readingsPerUnit() ? config.readingsPerUnit() : config.readings();
            throw new RefusedException(Refusal.of(
                            429,
                            "too-many-readings",
                            "There are " + most
                                    + " readings at the same time, and no more may be; end one or try again.",
                            most))
                    .with(Map.of("Retry-After", List.of("1")));
        }
        byUnit.put(unit, own + 1);
        all++;
        return new Place(unit);
    }

    private synchronized void left(String unit) {
        byUnit.computeIfPresent(unit, (key, count) -> count == 1 ? null : count - 1);
        all--;
    }

    /** How many go on. */
    synchronized int count() {
        return all;
    }
}
