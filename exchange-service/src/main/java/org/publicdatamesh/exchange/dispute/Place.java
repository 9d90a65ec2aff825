package org.publicdatamesh.exchange.dispute;

import java.util.Optional;
import org.publicdatamesh.kit.event.exchange.DisputeWay;
import org.publicdatamesh.kit.event.security.Level;

/**
 * Where a unit stands among the levels of government (Art. 2, 27). Pure.
 *
 * @param level its level
 * @param division GB/T 2260 code, 6 digits
 */
record Place(Level level, String division) {

    /** The way of a dispute between units of two places; empty where the authority of a third is not above both. */
    static Optional<DisputeWay> way(Place one, Place other, Place authority) {
        if (!authority.covers(one) || !authority.covers(other)) {
            return Optional.empty();
        }
        return Optional.of(one.equals(other) ? DisputeWay.SAME_LEVEL : DisputeWay.ACROSS);
    }

    /** Whether a place is this one or lies in it. */
    private boolean covers(Place place) {
        return place.level.compareTo(level) >= 0 && place.division.startsWith(prefix());
    }

    /** What the codes of all that lies in it begin with: two digits more for each level. */
    private String prefix() {
        return division.substring(0, 2 * (level.ordinal() + 1));
    }
}
