package org.publicdatamesh.audit.erasure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What is to be erased: a person, a row or what one event tells.
 *
 * @param person an account's user name, 1 to 500 characters
 * @param row a row of a resource
 * @param event an event
 * @param reasons why, 4 to 2000 characters
 */
public record NewErasure(
        @Nullable @Size(min = 1, max = 500) String person,
        @Nullable @Valid Row row,
        @Nullable UUID event,
        @NotBlank @Size(min = 4, max = 2000) String reasons) {
    /**
     * A row.
     *
     * @param resourceId the resource
     * @param key its key: a value for each key item, 1 to 100
     */
    public record Row(
            UUID resourceId, @Size(min = 1, max = 100) Map<String, String> key) {}

    /** Every rule that it breaks. */
    List<Violation> violations() {
        long named = Stream.of(person != null, row != null, event != null)
                .filter(is -> is)
                .count();
        return named == 1
                ? List.of()
                : List.of(Violation.at(
                        "", "one-subject", "One of person, row and event is expected, not " + named + ".", named));
    }
}
