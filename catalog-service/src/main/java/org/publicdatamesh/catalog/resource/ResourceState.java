package org.publicdatamesh.catalog.resource;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where a resource stands (Art. 13, 17), and what can be done to it there. */
public enum ResourceState {
    /** Attached; there was no self-check yet, or the last one did not pass. It is not offered. */
    UNPROVEN,
    /** Its last self-check passed: it is offered to others. */
    USABLE,
    /** Another resource has taken its place; it is kept as history. */
    REPLACED,
    /** Taken back without another in its place; it is kept as history. */
    WITHDRAWN;

    /** What is done to a resource. */
    public enum Command {
        /** A self-check passed. */
        PASS,
        /** A self-check did not pass. */
        FAIL,
        /** Another takes its place. */
        REPLACE,
        /** It is taken back. */
        WITHDRAW
    }

    private static final Map<ResourceState, Map<Command, ResourceState>> MOVES = new EnumMap<>(Map.of(
            UNPROVEN,
            Map.of(
                    Command.PASS, USABLE,
                    Command.FAIL, UNPROVEN,
                    Command.REPLACE, REPLACED,
                    Command.WITHDRAW, WITHDRAWN),
            USABLE,
            Map.of(
                    Command.PASS, USABLE,
                    Command.FAIL, UNPROVEN,
                    Command.REPLACE, REPLACED,
                    Command.WITHDRAW, WITHDRAWN)));

    /** Where a command leads; null where it cannot be given. */
    public @Nullable ResourceState after(Command command) {
        return MOVES.getOrDefault(this, Map.of()).get(command);
    }

    /** Whether it is still there. */
    public boolean standing() {
        return this == UNPROVEN || this == USABLE;
    }
}
