package org.publicdatamesh.exchange.offline;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.MediumFault;
import org.publicdatamesh.kit.event.exchange.OfflineMedium;

/** What those who share by a medium send. */
final class OfflineRequests {
    private OfflineRequests() {}

    /**
     * What is filed with the authority.
     *
     * @param grantId the grant under which it is made
     * @param items the items that the medium is to hold; all of the grant where absent
     * @param medium the medium
     * @param reasons why the platform cannot be used, 10 to 2000 characters
     */
    public record Filing(
            UUID grantId,
            @Nullable @Size(min = 1, max = 500) List<String> items,
            OfflineMedium medium,
            @NotBlank @Size(min = 10, max = 2000) String reasons) {}

    /**
     * The record of the hand-over.
     *
     * @param mediumId what the medium is known by
     * @param rows rows on it
     * @param sm3 SM3 digest of what is on it, 64 hexadecimal digits
     */
    public record HandOver(
            @NotBlank @Size(max = 200) String mediumId,
            @Min(0) long rows,
            @Pattern(regexp = "[0-9a-f]{64}") String sm3) {}

    /**
     * The record of the receipt.
     *
     * @param sm3 SM3 digest of what is on the medium, as the consumer computed it
     */
    public record Receipt(@Pattern(regexp = "[0-9a-f]{64}") String sm3) {}

    /**
     * The record of the destruction.
     *
     * @param method how the medium was wiped or destroyed
     */
    public record Destruction(
            @NotBlank @Size(min = 2, max = 2000) String method) {}

    /**
     * What happened to a medium.
     *
     * @param fault what is wrong with it
     * @param reasons what happened, 4 to 2000 characters
     */
    public record Failure(
            MediumFault fault,
            @NotBlank @Size(min = 4, max = 2000) String reasons) {}
}
