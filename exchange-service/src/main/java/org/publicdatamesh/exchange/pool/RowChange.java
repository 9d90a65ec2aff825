package org.publicdatamesh.exchange.pool;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.Change;

/**
 * What a load does to one row.
 *
 * @param key the row's key, JSON as {@link StagedRows#keyJson} writes it
 * @param before the row as it stood, each value as text; null where it comes new
 * @param after the row from now on; null where it leaves
 * @param changes changed values of a row that stays
 */
public record RowChange(
        String key,
        @Nullable Map<String, @Nullable String> before,
        @Nullable Map<String, @Nullable String> after,
        List<Change> changes) {}
