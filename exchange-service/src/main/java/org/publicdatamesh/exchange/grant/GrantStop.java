package org.publicdatamesh.exchange.grant;

import org.publicdatamesh.kit.problem.Refusal;

/** What keeps a unit from being granted a resource for the time being (Art. 25, 42). */
public enum GrantStop {
    /** A grant of the unit of its entry is suspended. */
    HELD_SUSPENDED(Refusal.of(
            409,
            "held-suspended",
            "A grant of the unit of the entry is suspended; it is granted no other until that is resumed.")),
    /** A containment order stops the resource or one that it replaced, or a grant of the unit of its entry, be that over or not. */
    CONTAINED(Refusal.of(409, "contained", "Access to these data is stopped by a containment order (Art. 42)."));

    private final Refusal refusal;

    GrantStop(Refusal refusal) {
        this.refusal = refusal;
    }

    /** The refusal of a grant: 409. */
    public Refusal refusal() {
        return refusal;
    }
}
