package org.publicdatamesh.kit.party;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DataItem;

/** Derives who collects the items of an entry, so that nobody has to state it twice (Art. 3, 9, 14). Pure. */
public final class Collecting {
    private Collecting() {}

    private record Line(
            String unit, CollectionGround ground, @Nullable UUID planId) {}

    /**
     * Who collects each item. One unit answers for an item: the co-unit whose part it is in, else the entry's own. A plan says who
     * collects it where that unit is one of the plan's and one of the plan's names is the item's label; width, case, spaces and
     * punctuation make no difference. Plans of other units say nothing of this entry. Where no plan does, the unit that answers
     * collects it.
     *
     * @param unit the entry's own unit
     * @param parts names of the items of each co-unit, by its id
     * @param items the entry's items
     * @param plans plans that are in force
     * @return at least one collector, in the order of the items; every item is with one or more
     */
    public static List<Collector> of(
            String unit, Map<String, List<String>> parts, List<DataItem> items, List<StandingPlan> plans) {
        Map<String, String> answering = new HashMap<>();
        parts.forEach((coUnit, names) -> names.forEach(name -> answering.put(name, coUnit)));
        Map<String, List<StandingPlan>> byName = new HashMap<>();
        for (StandingPlan plan : plans) {
            plan.items().stream().map(Collecting::bare).distinct().forEach(name -> byName.computeIfAbsent(
                            name, key -> new ArrayList<>())
                    .add(plan));
        }
        Map<Line, List<String>> lines = new LinkedHashMap<>();
        for (DataItem item : items) {
            String answers = answering.getOrDefault(item.name(), unit);
            List<StandingPlan> covering = byName.getOrDefault(bare(item.label()), List.of()).stream()
                    .filter(plan -> plan.units().contains(answers))
                    .toList();
            for (StandingPlan plan : covering) {
                plan.units().forEach(each -> put(lines, new Line(each, CollectionGround.PLAN, plan.id()), item.name()));
            }
            if (covering.isEmpty()) {
                CollectionGround ground =
                        answering.containsKey(item.name()) ? CollectionGround.PART : CollectionGround.ENTRY;
                put(lines, new Line(answers, ground, null), item.name());
            }
        }
        return lines.entrySet().stream()
                .map(line -> new Collector(
                        line.getKey().unit(),
                        line.getKey().ground(),
                        line.getKey().planId(),
                        line.getValue()))
                .toList();
    }

    private static void put(Map<Line, List<String>> lines, Line line, String item) {
        lines.computeIfAbsent(line, key -> new ArrayList<>()).add(item);
    }

    /** A name as it is compared: letters, marks and digits. */
    private static String bare(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{M}\\p{N}]", "");
    }
}
