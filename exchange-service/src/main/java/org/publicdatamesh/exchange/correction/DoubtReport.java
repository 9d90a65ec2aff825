package org.publicdatamesh.exchange.correction;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user of data reports, or the authority records.
 *
 * @param resourceId the resource
 * @param key key of the row: a value for each key item
 * @param item the doubted item
 * @param observed the value as it was seen
 * @param expected the value that should stand there
 * @param reasons why, 4 to 2000 characters
 * @param recorded for the authority, and only for it: who told it and how
 */
public record DoubtReport(
        UUID resourceId,
        Map<String, String> key,
        String item,
        @Nullable @Size(max = 4000) String observed,
        @Nullable @Size(max = 4000) String expected,
        @NotBlank @Size(min = 4, max = 2000) String reasons,
        @Nullable @Valid Recorded recorded) {

    /**
     * What the authority was told by letter, by telephone or at the counter (Art. 27).
     *
     * @param unit the unit that told it, which holds the data; a member of the public where absent
     * @param document the letter or the note of it, 2 to 200 characters
     * @param receivedOn when it came, not after today
     */
    public record Recorded(
            @Nullable @Size(max = 100) String unit,
            @NotBlank @Size(min = 2, max = 200) String document,
            LocalDate receivedOn) {}
}
