package org.publicdatamesh.kit.grading;

import java.util.List;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.Mask;

/** Finds items that are of a higher grade together than one by one. Pure. */
public final class Combinations {
    private Combinations() {}

    /**
     * The rules by which items that are asked for are of a higher grade together with each other and with what is held, than each
     * of them is that goes out unmasked: what is masked, or held, is not looked at by its own grade. What is held alone raises nothing
     * new.
     *
     * @param rules rules without {@link GradingFaults}
     * @param asked items that are asked for
     * @param held items that are held already
     */
    public static List<CombinationRule> raised(List<CombinationRule> rules, List<DataItem> asked, List<DataItem> held) {
        return rules.stream().filter(rule -> raises(rule, asked, held)).toList();
    }

    private static boolean raises(CombinationRule rule, List<DataItem> asked, List<DataItem> held) {
        boolean asksForOne = false;
        int highest = 0;
        for (ItemScope part : rule.parts()) {
            ItemMatch match = ItemMatch.of(part);
            List<DataItem> ofAsked = asked.stream().filter(match::has).toList();
            List<DataItem> ofHeld = held.stream().filter(match::has).toList();
            if (ofAsked.isEmpty() && ofHeld.isEmpty()) {
                return false;
            }
            asksForOne |= !ofAsked.isEmpty();
            for (DataItem item : ofAsked) {
                highest = item.mask() == Mask.NONE ? Math.max(highest, item.grade()) : highest;
            }
        }
        return asksForOne && highest < rule.leastGrade();
    }
}
