package org.publicdatamesh.catalog.collection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.publicdatamesh.kit.event.catalog.CollectionDuty;

/**
 * Several units collect together (Art. 14).
 *
 * @param lead the unit that leads
 * @param parties the units, each once, with their duties; 2 to 50
 */
record JointCollection(
        @NotBlank @Size(max = 60) String lead,
        @Valid @Size(min = 2, max = 50) List<Party> parties) {
    /**
     * A unit and what it does.
     *
     * @param unit the unit
     * @param duties its duties, 4 to 1000 characters
     */
    record Party(
            @NotBlank @Size(max = 60) String unit,
            @NotBlank @Size(min = 4, max = 1000) String duties) {}

    List<String> units() {
        return parties.stream().map(Party::unit).toList();
    }

    List<CollectionDuty> duties() {
        return parties.stream()
                .map(party -> new CollectionDuty(party.unit(), party.duties()))
                .toList();
    }
}
