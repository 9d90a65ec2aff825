package org.publicdatamesh.kit.grading;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;

/**
 * Which data items a rule is for: those that meet each condition given, of which there is at least one.
 *
 * @param name regular expression (RE2) that the whole name matches, 1 to 300 characters
 * @param words of which one stands in the label
 * @param standards standards that define the item
 * @param identifies whom the item identifies
 * @param checks how its values are checked
 */
public record ItemScope(
        @Nullable @Size(min = 1, max = 300) String name,
        @Nullable @Size(min = 1, max = 200) List<String> words,
        @Nullable @Size(min = 1, max = 100) List<String> standards,
        @Nullable @Size(min = 1, max = 3) List<Identifies> identifies,
        @Nullable @Size(min = 1, max = 10) List<ItemCheck> checks) {}
