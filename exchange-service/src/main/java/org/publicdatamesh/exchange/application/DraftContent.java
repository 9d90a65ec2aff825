package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;

/**
 * What an application says as far as it is written: the fields of a {@link NewApplication}, of which only the resource is there
 * from the beginning. The rules are asked when it is submitted.
 *
 * @param resourceId the resource
 * @param items the items that it needs, at most 500
 * @param purpose what for, at most 2000 characters
 * @param legalGround the duty or law that it serves, at most 500 characters
 * @param scenario where and how it is used, at most 2000 characters
 * @param validUntil until when
 * @param rowFilter the rows that it needs, at most 20 conditions
 * @param rowsPerDay how many rows a day it needs, from 1
 * @param expectedRows how many rows are expected to be used, from 1
 * @param delivery how the data are to arrive
 * @param renews the grant that it renews
 * @param changes the grant that it changes
 * @param commitments what it commits to
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
        description =
                "What an application says as far as it is written. A submission needs resourceId, items (each with its"
                        + " justification), purpose, validUntil and commitments, as NewApplication requires them.")
public record DraftContent(
        @NotNull UUID resourceId,
        @Nullable @Size(max = 500) List<@Valid Item> items,
        @Nullable @Size(max = 2000) String purpose,
        @Nullable @Size(max = 500) String legalGround,
        @Nullable @Size(max = 2000) String scenario,
        @Nullable Instant validUntil,
        @Nullable @Size(max = 20) List<RowCondition> rowFilter,
        @Nullable @Min(1) Long rowsPerDay,
        @Nullable @Min(1) Long expectedRows,
        @Nullable DeliveryWay delivery,
        @Nullable UUID renews,
        @Nullable UUID changes,
        NewApplication.@Nullable Commitments commitments) {

    /**
     * One item, with why it is needed once that is written.
     *
     * @param name the data item
     * @param justification why the purpose needs it, at most 500 characters
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            @Size(max = 40) String name,
            @Nullable @Size(max = 500) String justification) {}

    /** The grant in whose place it asks for another one; a renewal where it says both. */
    @Nullable
    Replacement replaces() {
        if (renews != null) {
            return new Replacement(renews, Replacement.Kind.RENEWAL);
        }
        return changes == null ? null : new Replacement(changes, Replacement.Kind.CHANGE);
    }

    List<String> names() {
        return items == null ? List.of() : items.stream().map(Item::name).toList();
    }

    List<RowCondition> filter() {
        return rowFilter == null ? List.of() : rowFilter;
    }

    /** What is looked at; not a term that is over at that time, which is a broken rule already. */
    Compliance.Asked asked(Instant now) {
        return new Compliance.Asked(
                names(),
                purpose,
                scenario,
                legalGround,
                validUntil == null || validUntil.isAfter(now) ? validUntil : null);
    }
}
