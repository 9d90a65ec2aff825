package org.publicdatamesh.catalog.rights;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.RightKind;

/**
 * A right to register (Art. 34).
 *
 * @param kind kind of right
 * @param holder who has it; the entry's unit where absent
 * @param scope what may be done with which data, one line, 4 to 1000 characters
 * @param legalBasis what it rests on: a law, or a contract by title and article; at least one
 * @param validFrom from when; from registration where absent
 * @param validUntil until when, exclusive; needed for processing and operation
 */
record RightApplication(
        RightKind kind,
        @Nullable Holder holder,
        @NotBlank @Size(min = 4, max = 1000) String scope,
        @Size(min = 1, max = 20) List<LegalBasis> legalBasis,
        @Nullable Instant validFrom,
        @Nullable Instant validUntil) {

    /**
     * Who has a right: a unit of the mesh by its id, or an organisation by name and code.
     *
     * @param unit id of a unit
     * @param name name of an organisation, 2 to 200 characters
     * @param creditCode its unified social credit code (GB 32100)
     */
    record Holder(
            @Nullable @Size(min = 1, max = 60) String unit,
            @Nullable @Size(min = 2, max = 200) String name,
            @Nullable @Size(max = 18) String creditCode) {}
}
