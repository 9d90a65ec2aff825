package org.publicdatamesh.catalog.standard;

import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.Identifies;
import org.publicdatamesh.kit.event.catalog.ItemCheck;
import org.publicdatamesh.kit.event.catalog.ItemType;
import org.publicdatamesh.kit.event.catalog.Mask;

/**
 * The rules of a standard, as data (Art. 7, 10).
 *
 * @param appliesTo which entries are checked; all where absent
 * @param required attributes that may not be empty
 * @param patterns forms of attributes
 * @param codeLists values that attributes may have
 * @param items how data items are made
 */
public record Rules(
        @Nullable Scope appliesTo,
        @Nullable @Size(max = 50) List<Attribute> required,
        @Nullable @Size(max = 100) List<Form> patterns,
        @Nullable @Size(max = 100) List<CodeList> codeLists,
        @Nullable @Size(max = 2000) List<ItemStandard> items) {

    /**
     * Which entries are checked: those that meet each condition given.
     *
     * @param kinds kinds of entry
     * @param classifications digits that the classification code begins with
     * @param units units that provide the data
     */
    public record Scope(
            @Nullable @Size(min = 1, max = 10) List<EntryKind> kinds,
            @Nullable @Size(min = 1, max = 200) List<String> classifications,
            @Nullable @Size(min = 1, max = 500) List<String> units) {}

    /**
     * The form of an attribute. An empty value has none and is for {@code required} to refuse.
     *
     * @param attribute the attribute
     * @param pattern regular expression (RE2) that the whole value matches, 1 to 300 characters
     * @param says the rule in words, 2 to 300 characters
     */
    public record Form(
            Attribute attribute,
            @Size(min = 1, max = 300) String pattern,
            @Size(min = 2, max = 300) String says) {}

    /**
     * The values that an attribute may have.
     *
     * @param attribute the attribute
     * @param codes the values, 1 to 5000
     */
    public record CodeList(
            Attribute attribute, @Size(min = 1, max = 5000) List<String> codes) {}

    /**
     * How a data item is made. It is known by its label or its name; each further member that is given is a rule.
     *
     * @param label label by which the item is known
     * @param name name by which it is known; where a label is given too, the name that it must have
     * @param type type
     * @param length greatest length of a text
     * @param check check of its values
     * @param leastGrade least grade, 1 to 4
     * @param identifies whom it identifies
     * @param mask mask when shared
     * @param required whether it must be filled
     */
    public record ItemStandard(
            @Nullable @Size(min = 1, max = 200) String label,
            @Nullable @Size(min = 1, max = 40) String name,
            @Nullable ItemType type,
            @Nullable Integer length,
            @Nullable ItemCheck check,
            @Nullable Integer leastGrade,
            @Nullable Identifies identifies,
            @Nullable Mask mask,
            @Nullable Boolean required) {}

    static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
