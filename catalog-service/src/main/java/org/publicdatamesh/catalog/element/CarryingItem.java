package org.publicdatamesh.catalog.element;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.publicdatamesh.kit.event.Text;

/**
 * A data item of a published entry that carries an element.
 *
 * @param entryId the entry
 * @param code catalogue code of the entry
 * @param entryName name of the entry
 * @param unit the entry's unit
 * @param item name of the item
 * @param label name of the item for people
 * @param relation what it is to the element
 * @param grounds why it is held to be the element; empty where it was only declared so
 * @param differs in what it differs from the element: {@code type}, {@code length}, {@code standard}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CarryingItem(
        UUID entryId,
        String code,
        Text entryName,
        String unit,
        String item,
        String label,
        Relation relation,
        Set<Ground> grounds,
        List<String> differs) {
    /** What an item is to an element. */
    public enum Relation {
        /** The source. */
        SOURCE,
        /** A copy: declared so by its unit, or the authoritative unit's own. */
        COPY,
        /** Another unit's, not declared a copy: as if it were a source. */
        DOUBLE
    }
}
