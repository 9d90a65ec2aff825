package org.publicdatamesh.catalog.element;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A datum that is known already.
 *
 * @param kind what it is
 * @param subject id of the element, the entry or the plan
 * @param place name of the item or number of the verification there; empty for elements
 * @param unit the unit whose it is
 * @param name the name by which it was found
 * @param wording the words by which it is known
 */
public record Known(Kind kind, UUID subject, String place, String unit, String name, Wording wording) {
    /** What is known. */
    public enum Kind {
        /** A registered data element. */
        ELEMENT,
        /** A data item of a published entry. */
        ITEM,
        /** An item that a registered plan collects. */
        PLAN,
        /** A verification that a registered plan makes. */
        VERIFICATION
    }

    /** A datum to keep, under one of its names. */
    public record Datum(
            String place,
            String unit,
            String name,
            Wording wording,
            @Nullable String standard) {}
}
