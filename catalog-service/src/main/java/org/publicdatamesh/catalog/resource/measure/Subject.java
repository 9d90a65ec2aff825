package org.publicdatamesh.catalog.resource.measure;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.PoolLoads;
import org.publicdatamesh.catalog.resource.Source;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * What is measured.
 *
 * @param kind kind of resource
 * @param source where it is had; null for a table
 * @param items data items of the published version of its entry
 * @param cycle declared update cycle
 * @param load a table's last load; null where there was none
 * @param published those of the entries that a model names which are published
 */
public record Subject(
        ResourceKind kind,
        @Nullable Source source,
        List<DataItem> items,
        UpdateCycle cycle,
        PoolLoads.@Nullable Load load,
        Set<UUID> published) {}
