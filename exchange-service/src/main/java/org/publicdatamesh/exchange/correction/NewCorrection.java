package org.publicdatamesh.exchange.correction;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A correction that a provider makes of its own accord.
 *
 * @param resourceId the resource
 * @param key key of the row: a value for each key item
 * @param changes values from now on, 1 to 100
 * @param reasons why, 4 to 2000 characters
 */
public record NewCorrection(
        UUID resourceId,
        Map<String, String> key,
        @Size(max = 100) List<Answer.NewValue> changes,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
