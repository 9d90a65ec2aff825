package org.publicdatamesh.catalog.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * From which information system a resource comes, or came (Art. 17).
 *
 * @param name name of the system
 * @param code its code in the register of the unit that runs it
 * @param responsibleUnit the unit that runs it
 * @param since first day
 * @param until the day on which another followed; absent of the present one
 * @param reasons why the resource came to this system; absent of the first one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DataSystemView(
        UUID id,
        UUID resourceId,
        String name,
        @Nullable String code,
        String responsibleUnit,
        LocalDate since,
        @Nullable LocalDate until,
        @Nullable String reasons,
        Instant recordedAt) {}
