package org.publicdatamesh.catalog.rights;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.code.CreditCode;
import org.publicdatamesh.kit.code.Parsed;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.problem.Violation;

/** The rules of rights (Art. 34, 35). Pure. */
final class RightRules {
    private RightRules() {}

    /**
     * Every rule that an application breaks.
     *
     * @param units ids of the units that are known
     */
    static List<Violation> broken(RightApplication asked, PublishedEntry entry, Set<String> units, Instant now) {
        List<Violation> violations = new ArrayList<>();
        holder(violations, asked, entry, units);
        line(violations, "/scope", asked.scope());
        for (int i = 0; i < asked.legalBasis().size(); i++) {
            LegalBasis basis = asked.legalBasis().get(i);
            text(violations, "/legalBasis/" + i + "/title", basis.title(), 300);
            text(violations, "/legalBasis/" + i + "/article", basis.article(), 100);
        }
        term(violations, asked, now);
        if (asked.kind() == RightKind.OPERATION && entry.content().openType() == OpenType.NOT_OPEN) {
            violations.add(Violation.at(
                    "/kind", "operation-of-closed-data", "Data that are not open are not operated (Art. 35)."));
        }
        return violations;
    }

    private static void holder(
            List<Violation> violations, RightApplication asked, PublishedEntry entry, Set<String> units) {
        RightApplication.Holder holder = asked.holder();
        if (holder == null) {
            return;
        }
        boolean organisation = holder.name() != null || holder.creditCode() != null;
        if ((holder.unit() == null) != organisation) {
            violations.add(
                    Violation.at("/holder", "not-allowed-together", "A unit is expected, or name and credit code."));
        } else if (holder.unit() != null && !units.contains(holder.unit())) {
            violations.add(Violation.at("/holder/unit", "unknown-unit", "There is no such unit."));
        } else if (organisation) {
            text(violations, "/holder/name", holder.name() == null ? "" : holder.name(), 200);
            if (holder.creditCode() == null || !isCreditCode(holder.creditCode())) {
                violations.add(Violation.at(
                        "/holder/creditCode", "not-a-credit-code", "A unified social credit code is expected."));
            }
        }
        if (asked.kind() == RightKind.HOLDING && !entry.unit().equals(holder.unit())) {
            violations.add(
                    Violation.at("/holder", "holder-not-provider", "A resource is held by the unit that provides it."));
        }
    }

    private static boolean isCreditCode(String code) {
        return CreditCode.parse(code) instanceof Parsed.Good;
    }

    private static void term(List<Violation> violations, RightApplication asked, Instant now) {
        Instant from = asked.validFrom() == null ? now : asked.validFrom();
        if (asked.validUntil() == null) {
            if (asked.kind() != RightKind.HOLDING) {
                violations.add(Violation.at("/validUntil", "required", "This right has an end."));
            }
        } else if (!asked.validUntil().isAfter(from) || !asked.validUntil().isAfter(now)) {
            violations.add(Violation.at("/validUntil", "not-in-the-future", "The term ends before it begins."));
        }
    }

    /**
     * The rule that what follows from a holding does not stand longer than it.
     *
     * @param holdingUntil until when the holding stands, exclusive; null where it has no end
     */
    static List<Violation> beyond(RightApplication asked, @Nullable Instant holdingUntil) {
        return beyond(asked.validUntil(), holdingUntil)
                ? List.of(
                        Violation.at("/validUntil", "beyond-holding", "The right would stand longer than the holding."))
                : List.of();
    }

    /** Whether a right that follows from a holding would stand longer than it; null has no end. */
    static boolean beyond(@Nullable Instant until, @Nullable Instant holdingUntil) {
        return holdingUntil != null && (until == null || until.isAfter(holdingUntil));
    }

    private static void text(List<Violation> violations, String at, String text, int most) {
        if (text.isBlank() || text.length() > most) {
            violations.add(Violation.at(at, "size", "1 to " + most + " characters are expected.", 1, most));
        } else {
            line(violations, at, text);
        }
    }

    /** A certificate's lines are its fields, so no field has a line break in it. */
    private static void line(List<Violation> violations, String at, String text) {
        if (text.codePoints().anyMatch(one -> Character.isISOControl(one) || one == 0x2028 || one == 0x2029)) {
            violations.add(Violation.at(at, "not-one-line", "One line without control characters is expected."));
        }
    }
}
