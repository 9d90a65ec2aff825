package org.publicdatamesh.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.publicdatamesh.kit.event.security.ContainmentTarget;

/**
 * Containment orders that are in effect (Art. 42), kept in memory by each replica and fed by security-service's events.
 * Several orders may stop one thing; it is stopped until the last of them is lifted.
 */
@ApplicationScoped
public class Containment {
    private final Map<Target, Set<UUID>> orders = new ConcurrentHashMap<>();

    private record Target(ContainmentTarget kind, String id) {}

    /** An order takes effect; said again, it changes nothing. */
    public void order(UUID order, ContainmentTarget kind, String id) {
        orders.compute(new Target(kind, id), (target, known) -> {
            Set<UUID> all = known == null ? ConcurrentHashMap.newKeySet() : known;
            all.add(order);
            return all;
        });
    }

    /** An order is lifted. */
    public void lift(UUID order, ContainmentTarget kind, String id) {
        orders.computeIfPresent(new Target(kind, id), (target, known) -> {
            known.remove(order);
            return known.isEmpty() ? null : known;
        });
    }

    /** Whether a grant, or the resource that it is on, is stopped. */
    public boolean stopped(UUID grant, UUID resource) {
        return stopped(ContainmentTarget.GRANT, grant.toString())
                || stopped(ContainmentTarget.RESOURCE, resource.toString());
    }

    /** The ids of all things of a kind that are stopped. */
    public List<String> stopped(ContainmentTarget kind) {
        return orders.keySet().stream()
                .filter(target -> target.kind() == kind)
                .map(Target::id)
                .toList();
    }

    /** Whether the thing is stopped. */
    public boolean stopped(ContainmentTarget kind, String id) {
        return orders.containsKey(new Target(kind, id));
    }
}
