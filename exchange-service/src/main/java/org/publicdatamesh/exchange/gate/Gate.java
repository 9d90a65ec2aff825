package org.publicdatamesh.exchange.gate;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of the gate (Art. 25, 40): pure, given the grant, the caller's unit and the time. */
final class Gate {
    static final Refusal FOREIGN_UNIT = Refusal.of(403, "foreign-unit", "This matter belongs to another unit.");
    static final Refusal NOT_YET = Refusal.of(403, "grant-not-yet-valid", "The grant's term has not begun.");
    static final Refusal EXPIRED = Refusal.of(403, "grant-expired", "The grant's term has ended.");
    static final Refusal ENDED = Refusal.of(403, "grant-ended", "The grant was ended.");
    static final Refusal SUSPENDED =
            Refusal.of(403, "grant-suspended", "The grant is suspended; nothing is read under it for the time being.");
    static final Refusal CHANGED = Refusal.of(
            403, "grant-changed", "The grant was changed or ended while the reading was recorded; ask again.");
    static final Refusal CONTAINED =
            Refusal.of(403, "contained", "Access to these data is stopped by a containment order (Art. 42).");
    static final Refusal ITEM_NOT_GRANTED =
            Refusal.of(403, "item-not-granted", "The grant does not hold every item that is asked for.");

    private Gate() {}

    /**
     * Lets a reading through or refuses it.
     *
     * @param contained whether an order stops the grant or its resource
     * @param select items asked for; all granted ones where empty
     * @param asked conditions asked for beside the grant's
     */
    static Reading admit(
            LiveGrants.@Nullable Held held,
            boolean contained,
            UUID accessId,
            String unit,
            Instant now,
            List<String> select,
            List<RowCondition> asked) {
        if (held == null) {
            throw RefusedException.notFound("grant");
        }
        if (!held.grant().consumer().equals(unit)) {
            throw new RefusedException(FOREIGN_UNIT);
        }
        if (contained) {
            throw new RefusedException(CONTAINED);
        }
        if (held.ended() && now.isBefore(held.grant().validUntil())) {
            throw new RefusedException(ENDED);
        }
        if (!now.isBefore(held.grant().validUntil())) {
            throw new RefusedException(EXPIRED);
        }
        if (held.suspended()) {
            throw new RefusedException(SUSPENDED);
        }
        if (now.isBefore(held.grant().validFrom())) {
            throw new RefusedException(NOT_YET);
        }
        Map<String, DataItem> all = new HashMap<>();
        held.resource().items().forEach(item -> all.put(item.name(), item));
        Set<String> granted = new LinkedHashSet<>(held.grant().items());
        List<DataItem> items = items(select.isEmpty() ? List.copyOf(granted) : select, granted, all);
        List<Violation> notGranted = new ArrayList<>();
        for (RowCondition condition : asked) {
            Mask mask = held.grant().masks().getOrDefault(condition.item(), Mask.NONE);
            if (!granted.contains(condition.item()) || mask != Mask.NONE) {
                notGranted.add(Violation.parameter(
                        condition.item(), "item-not-granted", "The grant does not hold this item unmasked."));
            }
        }
        if (!notGranted.isEmpty()) {
            throw new RefusedException(ITEM_NOT_GRANTED, notGranted);
        }
        List<Violation> violations = RowRules.violations(asked, all);
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        List<RowCondition> conditions = new ArrayList<>(held.grant().rowFilter());
        conditions.addAll(asked);
        return new Reading(accessId, held.grant(), held.resource(), items, conditions);
    }

    private static List<DataItem> items(List<String> names, Set<String> granted, Map<String, DataItem> all) {
        List<DataItem> items = new ArrayList<>();
        List<Violation> violations = new ArrayList<>();
        for (String name : names) {
            DataItem item = all.get(name);
            if (item == null || !granted.contains(name)) {
                violations.add(Violation.parameter(
                        "select",
                        "item-not-granted",
                        "Not granted: " + (name.length() > 40 ? name.substring(0, 40) : name) + "."));
            } else if (!items.contains(item)) {
                items.add(item);
            }
        }
        if (!violations.isEmpty()) {
            throw new RefusedException(ITEM_NOT_GRANTED, violations);
        }
        return items;
    }
}
