package org.publicdatamesh.catalog.collection;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.LegalBasis;

/**
 * What a unit plans to collect (Art. 14, 15).
 *
 * @param title what is collected, 2 to 200 characters
 * @param purpose what for, 4 to 2000 characters
 * @param fromWhom from whom, 2 to 500 characters
 * @param legalBasis what gives the unit the power to, at least one
 * @param validFrom from when; from registration where absent
 * @param validUntil until when, exclusive
 * @param items what is collected, 1 to 200
 * @param verifications verifications of identity that it makes
 * @param joint the units that collect together; absent where the unit does alone
 */
record PlanContent(
        @NotBlank @Size(min = 2, max = 200) String title,
        @NotBlank @Size(min = 4, max = 2000) String purpose,
        @NotBlank @Size(min = 2, max = 500) String fromWhom,
        @Size(min = 1, max = 20) List<@Valid LegalBasis> legalBasis,
        @Nullable Instant validFrom,
        Instant validUntil,
        @Size(min = 1, max = 200) List<@Valid PlannedItem> items,
        @Nullable @Size(max = 20) List<@Valid PlannedVerification> verifications,
        @Nullable @Valid JointCollection joint) {

    List<PlannedVerification> verified() {
        return Objects.requireNonNullElse(verifications, List.of());
    }

    List<String> collectedNames() {
        return items.stream()
                .filter(PlannedItem::collected)
                .map(PlannedItem::name)
                .toList();
    }

    PlanContent with(@Nullable JointCollection divided) {
        return new PlanContent(
                title, purpose, fromWhom, legalBasis, validFrom, validUntil, items, verifications, divided);
    }
}
