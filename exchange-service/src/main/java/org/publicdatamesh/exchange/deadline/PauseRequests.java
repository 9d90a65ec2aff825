package org.publicdatamesh.exchange.deadline;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** What is said to pause a deadline and to let it go on. */
final class PauseRequests {
    private PauseRequests() {}

    /**
     * To pause it.
     *
     * @param cause the code of a cause that the matter's policy edition names
     * @param reasons why, 1 to 2000 characters
     */
    public record Asked(
            @NotBlank @Size(max = 50) String cause,
            @NotBlank @Size(max = 2000) String reasons) {}

    /**
     * To let it go on.
     *
     * @param reasons why, 1 to 2000 characters
     */
    public record Resumption(@NotBlank @Size(max = 2000) String reasons) {}
}
