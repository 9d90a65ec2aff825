package org.publicdatamesh.catalog.party;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.rights.RightView.RightHolder;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.party.Collector;

/**
 * Who answers for the data of an entry (Art. 3).
 *
 * @param entryId the entry
 * @param version the version whose items are told
 * @param collects the units that collect it, by item; at least one
 * @param holds the unit that holds it
 * @param operates who processes and operates it by a registered right that stands, oldest right first; at most 500
 * @param uses units with a grant that runs, in the order of the grants; at most 500. All for the provider, the authority and
 *     auditors; a unit's own for itself; absent where the caller may see none
 * @param moreUses whether there are more than are told; the exchange lists all grants
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Parties(
        UUID entryId,
        int version,
        List<Collector> collects,
        Holds holds,
        List<Operates> operates,
        @Nullable List<Uses> uses,
        @Nullable Boolean moreUses) {
    /**
     * Who holds data.
     *
     * @param unit the unit that provides it
     * @param rightId the registered holding that stands; absent where none is registered
     * @param number number of its registration
     * @param certificate address of its certificate
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Holds(
            String unit,
            @Nullable UUID rightId,
            @Nullable String number,
            @Nullable String certificate) {}

    /**
     * Who processes or operates data.
     *
     * @param rightId the right
     * @param kind processing or operation
     * @param holder who has it
     * @param scope what may be done with which data
     * @param number number of its registration
     * @param validUntil until when, exclusive; without end where absent
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Operates(
            UUID rightId,
            RightKind kind,
            RightHolder holder,
            String scope,
            @Nullable String number,
            @Nullable Instant validUntil) {}

    /**
     * Who uses data.
     *
     * @param unit the unit that has the grant
     * @param grantId the grant
     * @param resourceId the resource
     * @param validFrom from when
     * @param validUntil until when, to the second; not after
     * @param suspended whether nothing is read under it for the time being
     */
    public record Uses(
            String unit, UUID grantId, UUID resourceId, Instant validFrom, Instant validUntil, boolean suspended) {}
}
