package org.publicdatamesh.security.unit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tree of units: each has at most one unit above it, and none is above itself (Art. 2). */
final class UnitTree {
    /** The unit above each; empty where there is none. */
    private final Map<String, Optional<String>> above;

    private UnitTree(Map<String, Optional<String>> above) {
        this.above = above;
    }

    /**
     * Declared units in the order in which they can be registered: the one above before those below it.
     *
     * @param registered the units that are registered already, with the unit above each; what is declared comes in its place
     * @throws IllegalArgumentException where a unit is declared twice, the one above is not there, or units are above one another in a
     *     circle: each is named
     */
    static List<UnitRecord> parentsFirst(List<UnitRecord> declared, Map<String, Optional<String>> registered) {
        Map<String, Optional<String>> above = new HashMap<>(registered);
        Set<String> seen = new LinkedHashSet<>();
        Set<String> faults = new LinkedHashSet<>();
        for (UnitRecord unit : declared) {
            if (!seen.add(unit.id())) {
                faults.add(unit.id() + ": declared twice");
            }
            above.put(unit.id(), Optional.ofNullable(unit.parent()));
        }
        UnitTree tree = new UnitTree(above);
        for (UnitRecord unit : declared) {
            String parent = unit.parent();
            if (parent != null && !above.containsKey(parent)) {
                faults.add(unit.id() + "/parent: there is no unit " + parent);
            }
            String circle = tree.circle(unit.id());
            if (circle != null) {
                faults.add(circle + ": units are above one another in a circle");
            }
        }
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return declared.stream()
                .sorted(Comparator.comparingInt(unit -> tree.wayUp(unit.id()).size()))
                .toList();
    }

    /** The unit and those above it, up to the top or to the first that comes again. */
    private List<String> wayUp(String unit) {
        Set<String> way = new LinkedHashSet<>();
        Optional<String> next = Optional.of(unit);
        while (next.isPresent() && way.add(next.get())) {
            next = above.getOrDefault(next.get(), Optional.empty());
        }
        return new ArrayList<>(way);
    }

    /** The circle that the way up from a unit ends in, begun at its first unit by name; null where it ends at the top. */
    private @Nullable String circle(String unit) {
        List<String> way = wayUp(unit);
        Optional<String> again = above.getOrDefault(way.getLast(), Optional.empty());
        if (again.isEmpty()) {
            return null;
        }
        int from = way.indexOf(again.get());
        if (from < 0) {
            return null;
        }
        List<String> circle = way.subList(from, way.size());
        int first = circle.indexOf(circle.stream().sorted().findFirst().orElseThrow());
        List<String> turned = new ArrayList<>(circle.subList(first, circle.size()));
        turned.addAll(circle.subList(0, first));
        turned.add(turned.getFirst());
        return turned.stream().collect(Collectors.joining(" < "));
    }
}
