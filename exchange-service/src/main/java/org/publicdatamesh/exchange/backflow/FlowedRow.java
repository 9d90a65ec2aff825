package org.publicdatamesh.exchange.backflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Effect;

/**
 * A row that flowed down, or what changed of it.
 *
 * @param id its id
 * @param position where it stands in what came of the request; later is newer
 * @param key key of the row
 * @param effect what happens to the row
 * @param changes its values, or what changed of them
 * @param reasons why it changed
 * @param at when it came
 */
public record FlowedRow(
        UUID id,
        long position,
        Map<String, String> key,
        Effect effect,
        List<Change> changes,
        @Nullable String reasons,
        Instant at) {}
