package org.publicdatamesh.exchange.application;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;

/**
 * What a unit applies for (Art. 25).
 *
 * @param resourceId the resource
 * @param items the items that it needs, each with why, 1 to 500
 * @param purpose what for, 10 to 2000 characters
 * @param legalGround the duty or law that it serves
 * @param scenario where and how it is used, 10 to 2000 characters
 * @param validUntil until when, to the second; within the policy's longest term
 * @param rowFilter the rows that it needs; all where absent
 * @param rowsPerDay how many rows a day it needs; no limit where absent
 * @param expectedRows how many rows are expected to be used, from 1
 * @param delivery how the data are to arrive
 * @param renews the grant that it renews: nothing is asked for that is not held, for the same purpose, duty or law and scenario and by
 *     the same way of delivery, but another term
 * @param changes the grant that it changes
 * @param commitments what it commits to; each must be true
 */
public record NewApplication(
        @NotNull UUID resourceId,
        @NotNull @Size(min = 1, max = 500) List<NeededItem> items,
        @NotBlank @Size(min = 10, max = 2000) String purpose,
        @Nullable @Size(max = 500) String legalGround,
        @Nullable @Size(min = 10, max = 2000) String scenario,
        @NotNull Instant validUntil,
        @Nullable @Size(max = 20) List<RowCondition> rowFilter,
        @Nullable @Min(1) Long rowsPerDay,
        @Nullable @Min(1) Long expectedRows,
        @Nullable DeliveryWay delivery,
        @Nullable UUID renews,
        @Nullable UUID changes,
        @NotNull Commitments commitments) {

    /**
     * One item with why it is needed.
     *
     * @param name the data item
     * @param justification why the purpose needs it, 2 to 500 characters
     */
    public record NeededItem(
            @NotNull String name,
            @NotBlank @Size(min = 2, max = 500) String justification) {}

    /**
     * The commitments of Art. 25.
     *
     * @param notExceedScope not to use the data beyond the scope
     * @param noOtherUse not to use it for another purpose
     * @param noThirdParty not to give it to a third party
     */
    public record Commitments(
            @NotNull boolean notExceedScope,
            @NotNull boolean noOtherUse,
            @NotNull boolean noThirdParty) {}

    /** The same as what a draft says that says it all. */
    DraftContent content() {
        return new DraftContent(
                resourceId,
                items.stream()
                        .map(item -> new DraftContent.Item(item.name(), item.justification()))
                        .toList(),
                purpose,
                legalGround,
                scenario,
                validUntil,
                rowFilter,
                rowsPerDay,
                expectedRows,
                delivery,
                renews,
                changes,
                commitments);
    }

    /** The grant in whose place it asks for another one; a renewal where it says both. */
    @Nullable
    Replacement replaces() {
        return content().replaces();
    }

    List<RowCondition> filter() {
        return rowFilter == null ? List.of() : rowFilter;
    }
}
