package org.publicdatamesh.catalog.joint;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.catalog.DataItem;

/**
 * Who compiled a version of an entry, and what each co-unit confirmed (Art. 9).
 *
 * @param entryId the entry
 * @param version the version
 * @param lead the unit that leads it
 * @param leadItems names of the items that it answers for itself
 * @param coUnits its co-units, in the order of the version; then those whose part the authority took out
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JointVersion(UUID entryId, int version, String lead, List<String> leadItems, List<CoUnitPart> coUnits) {
    /**
     * A co-unit and its part.
     *
     * @param unit the unit
     * @param items names of the items that it answers for; empty where the authority took the part out
     * @param state where the part stands; absent where the unit was not asked yet
     * @param digest SM3 of the part that was asked for or published
     * @param said what the unit said
     * @param release why the authority let it go on without the confirmation
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CoUnitPart(
            String unit,
            List<String> items,
            @Nullable PartState state,
            @Nullable String digest,
            PartView.@Nullable Said said,
            PartView.@Nullable Release release) {
        private static CoUnitPart of(String unit, List<String> items, @Nullable JointPart part) {
            return part == null || part.state == PartState.DROPPED
                    ? new CoUnitPart(unit, items, null, null, null, null)
                    : new CoUnitPart(
                            unit, items, part.state, part.digest, PartView.Said.of(part), PartView.Release.of(part));
        }
    }

    static JointVersion of(UUID entryId, int version, String lead, EntryContent content, List<JointPart> rows) {
        Map<String, JointPart> byUnit = new LinkedHashMap<>();
        rows.forEach(row -> byUnit.put(row.unit, row));
        List<CoUnitPart> coUnits = new ArrayList<>();
        Set<String> given = new HashSet<>();
        for (CoUnit coUnit : content.parts()) {
            given.addAll(coUnit.items());
            coUnits.add(CoUnitPart.of(coUnit.unit(), coUnit.items(), byUnit.remove(coUnit.unit())));
        }
        byUnit.values().stream()
                .filter(row -> row.state == PartState.ADJUSTED)
                .forEach(row -> coUnits.add(CoUnitPart.of(row.unit, List.of(), row)));
        return new JointVersion(
                entryId,
                version,
                lead,
                content.items().stream()
                        .map(DataItem::name)
                        .filter(name -> !given.contains(name))
                        .toList(),
                coUnits);
    }
}
