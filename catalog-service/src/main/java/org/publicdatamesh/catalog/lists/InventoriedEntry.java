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
import org.publicdatamesh.catalog.resource.ResourceState;
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
     * @param state where it stands: only what is usable is offered
     * @param measuredAt when it was measured last, by a self-check or in a round
     * @param loadedAt when the last rows came; absent where none came, or it is no table
     * @param renewedAt when it was renewed last: a table by its rows, others as measured last; absent where nothing shows it
     * @param freshness against the declared cycle; absent for others than tables while nothing shows when they were renewed
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record State(
            UUID resourceId,
            ResourceKind kind,
            String name,
            String informationSystem,
            Instant attachedAt,
            ResourceState state,
            @Nullable Instant measuredAt,
            @Nullable Instant loadedAt,
            @Nullable Instant renewedAt,
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
        Instant renewedAt = table ? loadedAt : resource.renewedAt();
        return new State(
                resource.id(),
                resource.kind(),
                resource.name(),
                resource.informationSystem(),
                resource.attachedAt(),
                resource.state(),
                resource.measuredAt(),
                table ? loadedAt : null,
                renewedAt,
                table || renewedAt != null ? Freshness.of(cycle, renewedAt, now) : null);
    }
}
