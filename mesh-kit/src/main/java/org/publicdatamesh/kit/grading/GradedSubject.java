package org.publicdatamesh.kit.grading;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;

/**
 * An entry as the rules see it.
 *
 * @param unit the unit that provides the data
 * @param name its name in Chinese
 * @param kind kind of entry; a department's own where absent
 * @param classification classification code, 1 to 20 digits
 * @param grade the grade that it states
 * @param shareType share type; unconditional where absent
 * @param openType open type; not open where absent
 * @param items its data items, 1 to 500
 */
public record GradedSubject(
        @NotBlank @Size(max = 60) String unit,
        @NotBlank @Size(max = 200) String name,
        @Nullable EntryKind kind,
        @Pattern(regexp = "[0-9]{1,20}") String classification,
        int grade,
        @Nullable ShareType shareType,
        @Nullable OpenType openType,
        @Size(min = 1, max = 500) List<DataItem> items) {

    EntryKind kindOrDefault() {
        return kind == null ? EntryKind.DEPARTMENT : kind;
    }

    ShareType shareTypeOrDefault() {
        return shareType == null ? ShareType.UNCONDITIONAL : shareType;
    }

    OpenType openTypeOrDefault() {
        return openType == null ? OpenType.NOT_OPEN : openType;
    }
}
