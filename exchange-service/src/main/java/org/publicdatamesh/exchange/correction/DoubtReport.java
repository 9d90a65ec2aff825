package org.publicdatamesh.exchange.correction;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a user of data reports.
 *
 * @param resourceId the resource
 * @param key key of the row: a value for each key item
 * @param item the doubted item
 * @param observed the value as it was seen
 * @param expected the value that should stand there
 * @param reasons why, 4 to 2000 characters
 */
public record DoubtReport(
        UUID resourceId,
        Map<String, String> key,
        String item,
        @Nullable @Size(max = 4000) String observed,
        @Nullable @Size(max = 4000) String expected,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
