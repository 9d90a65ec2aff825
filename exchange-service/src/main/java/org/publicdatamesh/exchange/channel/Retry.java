package org.publicdatamesh.exchange.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a channel is tried again that did not take a notice: soon at first, then ever more rarely, and some time sooner or later so
 * that not all come at once. Pure.
 */
final class Retry {
    /** For how long a webhook is tried. */
    static final Duration PATIENCE = Duration.ofDays(3);

    private static final List<Duration> WEBHOOK = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4),
            Duration.ofHours(6));
    private static final Duration TOPIC = Duration.ofSeconds(5);
    private static final Duration FAULT = Duration.ofSeconds(2);
    private static final Duration FAULT_AT_MOST = Duration.ofMinutes(5);
    private static final double SPREAD = 0.2;

    private Retry() {}

    /**
     * When a webhook is tried next, at the latest at the end of {@link #PATIENCE}; empty where that is over.
     *
     * @param tries how often it was tried in vain, from 1
     * @param failingSince when that was first
     * @param now after that
     * @param chance from 0 to 1
     */
    static Optional<Instant> ofWebhook(int tries, Instant failingSince, Instant now, double chance) {
        Instant end = failingSince.plus(PATIENCE);
        if (!now.isBefore(end)) {
            return Optional.empty();
        }
        Instant next = now.plus(spread(WEBHOOK.get(Math.min(tries, WEBHOOK.size()) - 1), chance));
        return Optional.of(next.isAfter(end) ? end : next);
    }

    /** When a topic is tried next: always, for the broker is the mesh's own. */
    static Instant ofTopic(Instant now, double chance) {
        return now.plus(spread(TOPIC, chance));
    }

    /**
     * When is tried again what the mesh itself failed at: always, each time after twice as long, up to 5 min.
     *
     * @param faults how often it failed, from 1
     */
    static Instant ofFault(int faults, Instant now, double chance) {
        Duration delay = FAULT.multipliedBy(1L << Math.min(faults - 1, 20));
        return now.plus(spread(delay.compareTo(FAULT_AT_MOST) > 0 ? FAULT_AT_MOST : delay, chance));
    }

    private static Duration spread(Duration delay, double chance) {
        return Duration.ofMillis(Math.round(delay.toMillis() * (1 - SPREAD + 2 * SPREAD * chance)));
    }
}
