package org.publicdatamesh.exchange.dispute;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeOutcome;

/** What those who act in a dispute send. */
final class DisputeRequests {
    private DisputeRequests() {}

    /**
     * A dispute.
     *
     * @param matter what it is about
     * @param matterId the doubt, application, grant or need
     * @param demand what is demanded, and why, 10 to 2000 characters
     */
    public record Filing(
            DisputeMatter matter,
            UUID matterId,
            @NotBlank @Size(min = 10, max = 2000) String demand) {}

    /**
     * What is offered, proposed or decided.
     *
     * @param outcome what becomes of the matter
     * @param words how and why, up to 2000 characters
     */
    public record Terms(
            DisputeOutcome outcome,
            @NotBlank @Size(max = 2000) String words) {}

    /**
     * Why somebody says no.
     *
     * @param words the reasons, up to 2000 characters
     */
    public record Statement(@NotBlank @Size(max = 2000) String words) {}
}
