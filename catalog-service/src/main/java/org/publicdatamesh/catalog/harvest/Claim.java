package org.publicdatamesh.catalog.harvest;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;

/**
 * A source that a run has for itself.
 *
 * @param run the run
 * @param source the source
 * @param conditional whether its pages may be asked for conditionally
 * @param dated whether its first page changes with any of its datasets
 * @param readWholeAt when every page was read last
 * @param failures how many runs before were not whole, one after the other
 * @param failingTold whether that was told
 * @param actor who asked for the run; null where the schedule did
 */
record Claim(
        UUID run,
        UUID source,
        String title,
        String address,
        String unit,
        HarvestFormat format,
        Duration interval,
        @Nullable String token,
        boolean conditional,
        boolean dated,
        @Nullable Instant readWholeAt,
        int failures,
        boolean failingTold,
        @Nullable Actor actor) {}
