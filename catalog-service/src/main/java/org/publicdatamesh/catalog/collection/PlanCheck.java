package org.publicdatamesh.catalog.collection;

import java.util.List;
import org.publicdatamesh.catalog.element.Source;
import org.publicdatamesh.kit.problem.Violation;

/**
 * What the check finds of a plan (Art. 14, 15).
 *
 * @param passes whether it can be submitted
 * @param broken every rule that it breaks
 * @param items each item with where it is had already, at most 20 of them
 * @param verifications each verification with who makes it already
 */
public record PlanCheck(boolean passes, List<Broken> broken, List<Checked> items, List<Checked> verifications) {
    private static final int TOLD = 20;

    /** A rule that is broken, as a problem document would name it. */
    public record Broken(String pointer, String code, String message) {}

    /**
     * An item or verification that was checked.
     *
     * @param pointer place in the plan
     * @param name its name
     * @param sources where it is had already
     */
    public record Checked(String pointer, String name, List<Source> sources) {}

    static PlanCheck of(List<Violation> broken, List<Checked> items, List<Checked> verifications) {
        return new PlanCheck(
                broken.isEmpty(),
                broken.stream()
                        .map(one -> new Broken(String.valueOf(one.pointer()), one.code(), one.message()))
                        .toList(),
                items,
                verifications);
    }

    static Checked checked(String pointer, String name, List<Source> sources) {
        return new Checked(pointer, name, sources.stream().limit(TOLD).toList());
    }
}
