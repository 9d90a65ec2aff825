package org.publicdatamesh.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.publicdatamesh.kit.event.security.ContainmentTarget;

/**
 * The whitelist (Art. 40), kept in memory and fed by security-service's events: which units are registered, and which
 * units, accounts and machine clients are contained whatever their registration or token says. The two come from topics
 * whose order is not defined, so neither overwrites the other.
 */
@ApplicationScoped
public class AdmittedUnits {
    /** The unit of citizens' accounts; it needs no admission. */
    public static final String PUBLIC = "public";

    private final Map<String, Boolean> units = new ConcurrentHashMap<>();
    private final Containment containment;
    private volatile boolean complete;

    AdmittedUnits(
            Containment containment,
            @ConfigProperty(name = "mp.messaging.incoming.mesh-units.enabled", defaultValue = "true") boolean fed) {
        this.containment = containment;
        this.complete = !fed;
    }

    /** The unit is registered and active, or is not any more. */
    public void set(String unit, boolean active) {
        units.put(unit, active);
    }

    /** Whether the unit may call: it is registered, active and not contained. */
    public boolean admitted(String unit) {
        return PUBLIC.equals(unit)
                || units.getOrDefault(unit, false) && !containment.stopped(ContainmentTarget.UNIT, unit);
    }

    /** Whether there is such a unit among the registered ones, active or not. */
    public boolean known(String unit) {
        return units.containsKey(unit);
    }

    /** Whether the account or client is refused. */
    public boolean denied(String account) {
        return containment.stopped(ContainmentTarget.ACCOUNT, account);
    }

    /** All events that there were at the start have been read. */
    void complete() {
        complete = true;
    }

    /** Whether it is known whole; before, one that is not known may be admitted, and one that is known contained. */
    public boolean isComplete() {
        return complete;
    }

    /** How many units are known. */
    public int size() {
        return units.size();
    }
}
