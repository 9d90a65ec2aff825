package org.publicdatamesh.portal.feedback;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a member of the public reports of an open table.
 *
 * @param entryId the open item
 * @param resourceId the resource, as the open item's downloads name it
 * @param key key of the row: a value for each key item
 * @param item the doubted item
 * @param observed the value as it was seen
 * @param expected the value that should stand there
 * @param reasons why, 4 to 2000 characters
 */
public record OpenDoubtReport(
        UUID entryId,
        UUID resourceId,
        @Size(max = 50) Map<String, String> key,
        String item,
        @Nullable @Size(max = 4000) String observed,
        @Nullable @Size(max = 4000) String expected,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
