package org.publicdatamesh.catalog.resource;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A resource comes from another information system from now on (Art. 17).
 *
 * @param name name of the system
 * @param code its code in the register of the unit that runs it
 * @param responsibleUnit the unit that runs it; the providing unit where absent
 * @param since first day; not before that of the system until now and not in the future
 * @param reasons why, 4 to 2000 characters
 */
record SystemChange(
        @NotBlank @Size(min = 1, max = 200) String name,
        @Nullable @Size(min = 1, max = 60) String code,
        @Nullable @Size(min = 1, max = 60) String responsibleUnit,
        LocalDate since,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {}
