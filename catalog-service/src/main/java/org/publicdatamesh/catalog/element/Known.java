package org.publicdatamesh.catalog.element;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A datum that is known already.
 *
 * @param kind what it is
 * @param subject id of the element, the entry or the plan
 * @param place name of the item or of the verification there; empty for elements
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

    /**
     * A datum to keep, under each of its names.
     *
     * @param place name of the item or of the verification in its subject; empty for elements
     * @param unit the unit whose it is
     * @param name its name for people
     * @param wording the words by which it is known
     * @param standard the standard that it follows, in one text
     */
    public record Datum(
            String place,
            String unit,
            String name,
            Wording wording,
            @Nullable String standard) {}
}
