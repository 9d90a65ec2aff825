package org.publicdatamesh.portal.openlist;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.OpenType;

/**
 * How open an entry is in one of its versions, and since when (Art. 30).
 *
 * @param type open type
 * @param openSince the version from which on it has been open to everyone without a break; null where it is not
 * @param withdrawnAt when it stopped being open; null where it never did, or is again
 */
record Openness(
        OpenType type,
        @Nullable Integer openSince,
        @Nullable Instant withdrawnAt) {
    /** Of an entry that the portal does not know yet. */
    static final Openness NONE = new Openness(OpenType.NOT_OPEN, null, null);

    /** With a newer version published. */
    Openness published(int version, OpenType next, Instant now) {
        Integer since =
                next != OpenType.UNCONDITIONAL ? null : openSince != null ? openSince : Integer.valueOf(version);
        return new Openness(next, since, closesWith(next) ? now : opensWith(next) ? null : withdrawnAt);
    }

    /** Whether it is on the open list. */
    boolean listed() {
        return type != OpenType.NOT_OPEN;
    }

    /** Whether something that could be had cannot any more, or not without an application. */
    boolean closesWith(OpenType next) {
        return rank(next) < rank(type);
    }

    private boolean opensWith(OpenType next) {
        return rank(next) > rank(type);
    }

    private static int rank(OpenType type) {
        return switch (type) {
            case NOT_OPEN -> 0;
            case CONDITIONAL -> 1;
            case UNCONDITIONAL -> 2;
        };
    }
}
