package org.publicdatamesh.kit.identity;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The whitelist (Art. 40), kept in memory and fed by security-service's events: which units are admitted, and which
 * accounts and machine clients are denied whatever their token says.
 */
@ApplicationScoped
public class AdmittedUnits {
    /** The unit of citizens' accounts; it needs no admission. */
    public static final String PUBLIC = "public";

    private final Map<String, Boolean> units = new ConcurrentHashMap<>();
    private final Set<String> denied = ConcurrentHashMap.newKeySet();
    private volatile boolean complete;

    AdmittedUnits(
            @ConfigProperty(name = "mp.messaging.incoming.mesh-units.enabled", defaultValue = "true") boolean fed) {
        this.complete = !fed;
    }

    /** The unit may call, or may not any more. */
    public void set(String unit, boolean admitted) {
        units.put(unit, admitted);
    }

    /** The account or client is refused from now on. */
    public void deny(String account) {
        denied.add(account);
    }

    /** The account or client is no longer refused. */
    public void allow(String account) {
        denied.remove(account);
    }

    /** Whether the unit may call. */
    public boolean admitted(String unit) {
        return PUBLIC.equals(unit) || units.getOrDefault(unit, false);
    }

    /** Whether the account or client is refused. */
    public boolean denied(String account) {
        return denied.contains(account);
    }

    /** All events that there were at the start have been read. */
    void complete() {
        complete = true;
    }

    /** Whether it is known whole; before, a unit that is not known may still be an admitted one. */
    public boolean isComplete() {
        return complete;
    }

    /** How many units are known. */
    public int size() {
        return units.size();
    }
}
