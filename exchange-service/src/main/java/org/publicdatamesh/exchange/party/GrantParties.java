package org.publicdatamesh.exchange.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.party.Collector;

/**
 * Who answered for the data of a grant when it was made (Art. 3). What changes later is at the catalogue, by the entry.
 *
 * @param collects the units that collect the items that are granted; at least one
 * @param holds the unit that holds the data
 * @param operates who processes and operates the entry's data by a registered right that stands, oldest first; at most 500
 * @param uses the unit that uses the data under the grant
 */
public record GrantParties(List<Collector> collects, Holds holds, List<Operates> operates, String uses) {
    /**
     * Who holds data.
     *
     * @param unit the unit that provides it
     * @param rightId the registered holding; absent where none is registered
     * @param number number of its registration
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Holds(
            String unit, @Nullable UUID rightId, @Nullable String number) {}

    /**
     * Who processes or operates data.
     *
     * @param rightId the right
     * @param kind processing or operation
     * @param holder id of the unit, or unified social credit code of the organisation
     * @param number number of the registration
     * @param validUntil until when, exclusive; without end where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Operates(
            UUID rightId,
            RightKind kind,
            String holder,
            String number,
            @Nullable Instant validUntil) {}
}
