package org.publicdatamesh.kit.event.catalog;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Text;

/**
 * An entry was published: everyone may see it now (Art. 11).
 *
 * @param entryId the entry
 * @param version its version, from 1
 * @param code catalogue code
 * @param name its name
 * @param summary what the data is
 * @param unit the unit that provides the data
 * @param kind kind of entry
 * @param classification classification code
 * @param grade grade, 1 to 4
 * @param shareType share type
 * @param shareConditions conditions of sharing, where conditional
 * @param legalBasis basis of a type that is not unconditional
 * @param openType open type
 * @param updateCycle declared update cycle
 * @param items its data items, in order
 * @param coUnits ids of the units that compile it together with its own, in the entry's order; absent where there is none
 * @param parts names of the data items of each co-unit, by its id; the others are its own unit's; absent where there is no co-unit, and
 *     in events of before the parts were told
 * @param actor the authority's reviewer
 */
@EventType(topic = "catalog.entry", name = "catalog.entry.published")
public record EntryPublished(
        UUID entryId,
        int version,
        String code,
        Text name,
        String summary,
        String unit,
        EntryKind kind,
        String classification,
        int grade,
        ShareType shareType,
        List<String> shareConditions,
        List<LegalBasis> legalBasis,
        OpenType openType,
        UpdateCycle updateCycle,
        List<DataItem> items,
        @Nullable List<String> coUnits,
        @Nullable Map<String, List<String>> parts,
        Actor actor)
        implements MeshEvent {}
