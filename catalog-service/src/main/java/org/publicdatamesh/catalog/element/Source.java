package org.publicdatamesh.catalog.element;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.element.Known.Kind;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.ShareType;

/**
 * Where a datum is had already: another unit's element, published item, or registered plan to collect it.
 *
 * @param kind what it is
 * @param unit the unit whose it is
 * @param name its name there
 * @param grounds why it is held to be the same
 * @param certain whether that needs no judgement
 * @param blocks whether it forbids to collect it again: all do but items that are not shared
 * @param elementId the element
 * @param planId the plan
 * @param entryId the entry that holds it
 * @param code catalogue code of the entry
 * @param entryName name of the entry
 * @param item name of the data item
 * @param shareType how it is shared
 * @param resources resources of the entry that can be applied for
 * @param applyAt where shared use is applied for: path at the exchange service; absent where it cannot be
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        Kind kind,
        String unit,
        String name,
        Set<Ground> grounds,
        boolean certain,
        boolean blocks,
        @Nullable UUID elementId,
        @Nullable UUID planId,
        @Nullable UUID entryId,
        @Nullable String code,
        @Nullable Text entryName,
        @Nullable String item,
        @Nullable ShareType shareType,
        List<UUID> resources,
        @Nullable String applyAt) {}
