package org.publicdatamesh.catalog.joint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.CoUnit;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of joint compilation (Art. 9). */
final class JointRules {
    private JointRules() {}

    /**
     * What was said of a part.
     *
     * @param state where it stands
     * @param digest the part that it was said of
     * @param reasons why the unit objects
     */
    record Said(PartState state, String digest, @Nullable String reasons) {}

    /**
     * Every rule that a submitted entry breaks.
     *
     * @param lead the unit that leads it
     * @param ofAuthority whether that is the authority
     * @param registered units that are known
     */
    static List<Violation> broken(String lead, boolean ofAuthority, EntryContent content, Set<String> registered) {
        List<Violation> violations = new ArrayList<>();
        EntryKind kind = content.kindOrDefault();
        List<CoUnit> coUnits = content.parts();
        if (kind == EntryKind.BASE && !ofAuthority) {
            violations.add(Violation.at(
                    "/kind",
                    "base-not-led-by-authority",
                    "A base entry is led by the public data authority (Art. 9)."));
        }
        if ((kind == EntryKind.THEME || kind == EntryKind.SPECIAL) && coUnits.isEmpty()) {
            violations.add(Violation.at(
                    "/coUnits",
                    "co-units-missing",
                    "A theme or special entry names the units that compile it with its own (Art. 9)."));
        }
        for (int i = 0; i < coUnits.size(); i++) {
            String unit = coUnits.get(i).unit();
            if (unit.equals(lead)) {
                violations.add(Violation.at(
                        "/coUnits/" + i + "/unit",
                        "co-unit-is-lead",
                        "The unit leads the entry: what no co-unit answers for is its part."));
            } else if (!registered.contains(unit)) {
                violations.add(Violation.at("/coUnits/" + i + "/unit", "unknown-unit", "There is no such unit."));
            }
        }
        return violations;
    }

    /** The units whose part may not go on as it stands, and why, at the part's place. */
    static List<Violation> missing(List<Part> parts, Map<String, Said> said) {
        List<Violation> missing = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            Said of = said.get(part.unit());
            String at = "/coUnits/" + i;
            if (of == null || !of.digest().equals(part.digest())) {
                missing.add(Violation.at(
                        at, "part-not-asked", part.unit() + " was not asked for its part as it stands.", part.unit()));
            } else if (of.state() == PartState.OBJECTED) {
                String reasons = of.reasons() == null ? "" : of.reasons();
                missing.add(
                        Violation.at(at, "part-objected", part.unit() + " objects: " + reasons, part.unit(), reasons));
            } else if (!of.state().passes()) {
                missing.add(Violation.at(
                        at, "part-unconfirmed", part.unit() + " has not confirmed its part yet.", part.unit()));
            }
        }
        return missing;
    }
}
