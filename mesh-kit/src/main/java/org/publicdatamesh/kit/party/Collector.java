package org.publicdatamesh.kit.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A unit that collects items of an entry.
 *
 * @param unit id of the unit
 * @param ground what it is known from
 * @param planId the plan; absent where it is not known from one
 * @param items names of the items, in the entry's order, at least 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Collector(
        String unit, CollectionGround ground, @Nullable UUID planId, List<String> items) {}
