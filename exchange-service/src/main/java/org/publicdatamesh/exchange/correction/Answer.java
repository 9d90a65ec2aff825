package org.publicdatamesh.exchange.correction;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.Verdict;

/**
 * The provider's answer to a doubt.
 *
 * @param verdict what the verification found
 * @param reasons how it was verified, 4 to 2000 characters
 * @param changes values from now on, the doubted one among them, where the verdict is {@code wrong}
 * @param correctionId instead of changes: the correction that has changed the doubted value already
 */
public record Answer(
        Verdict verdict,
        @NotBlank @Size(min = 4, max = 2000) String reasons,
        @Nullable @Size(max = 100) List<NewValue> changes,
        @Nullable UUID correctionId) {

    /**
     * A value from now on.
     *
     * @param item the data item
     * @param value its value as text; empties the item where null
     */
    public record NewValue(
            String item, @Nullable @Size(max = 20000) String value) {}

    List<NewValue> newValues() {
        return changes == null ? List.of() : changes;
    }
}
