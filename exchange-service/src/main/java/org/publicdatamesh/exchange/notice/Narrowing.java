package org.publicdatamesh.exchange.notice;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.RowRules;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.Change;
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.masking.Masks;

/**
 * What a holder of a grant is told of a correction: the granted items of rows that its filter lets it see, masked as
 * granted (Art. 25, 27, 40). Pure.
 *
 * @param effect what happens to the row as the holder sees it
 * @param key values of the granted key items
 * @param changes changed values of granted items
 */
public record Narrowing(Effect effect, Map<String, String> key, List<Change> changes) {

    /**
     * The correction as the grant's holder sees it; null where it sees nothing of it.
     *
     * @param before the row as it stood; null where it comes new into the pool
     * @param after the row from now on; null where it leaves the pool
     * @param changes changed values of a row that stays
     */
    public static @Nullable Narrowing of(
            ShareApproved grant,
            SharedResource resource,
            @Nullable Map<String, @Nullable String> before,
            @Nullable Map<String, @Nullable String> after,
            List<Change> changes) {
        Map<String, DataItem> items = new LinkedHashMap<>();
        resource.items().forEach(item -> items.put(item.name(), item));
        boolean saw = before != null && RowRules.matches(grant.rowFilter(), items, before);
        boolean sees = after != null && RowRules.matches(grant.rowFilter(), items, after);
        Map<String, @Nullable String> known = before == null ? after : before;
        if (known == null || !saw && !sees) {
            return null;
        }
        Set<String> granted = new HashSet<>(grant.items());
        Map<String, String> key = new LinkedHashMap<>();
        for (DataItem item : resource.key()) {
            String value = known.get(item.name());
            if (granted.contains(item.name()) && value != null) {
                key.put(item.name(), masked(grant, item.name(), value));
            }
        }
        if (after == null || !sees) {
            return new Narrowing(Effect.LEFT, key, List.of());
        }
        List<Change> told = new ArrayList<>();
        if (saw) {
            for (Change change : changes) {
                if (granted.contains(change.item())) {
                    told.add(new Change(
                            change.item(),
                            maskedOrNull(grant, change.item(), change.oldValue()),
                            maskedOrNull(grant, change.item(), change.newValue())));
                }
            }
            return told.isEmpty() ? null : new Narrowing(Effect.CHANGED, key, told);
        }
        for (String item : grant.items()) {
            told.add(new Change(item, null, maskedOrNull(grant, item, after.get(item))));
        }
        return new Narrowing(Effect.ENTERED, key, told);
    }

    private static @Nullable String maskedOrNull(ShareApproved grant, String item, @Nullable String value) {
        return value == null ? null : masked(grant, item, value);
    }

    private static String masked(ShareApproved grant, String item, String value) {
        return Masks.apply(grant.masks().getOrDefault(item, Mask.NONE), value);
    }
}
