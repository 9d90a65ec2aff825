package org.publicdatamesh.catalog.lists;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.Freshness;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * An entry of the inventory, with the resources that are attached to it.
 *
 * @param unit whose it is
 * @param resources none where the unit has yet to attach one
 */
public record InventoriedEntry(
        UUID entryId,
        int version,
        String code,
        Text name,
        String unit,
        UpdateCycle updateCycle,
        Instant since,
        List<State> resources) {
    /**
     * A resource and its state.
     *
     * @param loadedAt when the last rows came; absent where none came, or it is no table
     * @param freshness of a table; absent for others
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            UUID resourceId,
            ResourceKind kind,
            String name,
            String informationSystem,
            Instant attachedAt,
            @Nullable Instant loadedAt,
            @Nullable Freshness freshness) {}

    static InventoriedEntry of(
            PublishedEntry entry, List<Resource.View> resources, Map<UUID, Instant> loaded, Instant now) {
        UpdateCycle cycle = entry.content().updateCycle();
        return new InventoriedEntry(
                entry.id(),
                entry.version(),
                entry.code(),
                entry.content().name(),
                entry.unit(),
                cycle,
                entry.modified(),
                resources.stream()
                        .map(resource -> state(resource, cycle, loaded.get(resource.id()), now))
                        .toList());
    }

    private static State state(Resource.View resource, UpdateCycle cycle, @Nullable Instant loadedAt, Instant now) {
        boolean table = resource.kind() == ResourceKind.TABLE;
        return new State(
                resource.id(),
                resource.kind(),
                resource.name(),
                resource.informationSystem(),
                resource.attachedAt(),
                table ? loadedAt : null,
                table ? Freshness.of(cycle, loadedAt, now) : null);
    }
}
