package org.publicdatamesh.kit.event.audit;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which records were asked for; what is absent did not matter.
 *
 * @param event the one event
 * @param entry the catalogue entry
 * @param unit a unit concerned
 * @param grant the grant
 * @param type CloudEvents type
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 */
public record RecordsAsked(
        @Nullable UUID event,
        @Nullable UUID entry,
        @Nullable String unit,
        @Nullable UUID grant,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to) {}
