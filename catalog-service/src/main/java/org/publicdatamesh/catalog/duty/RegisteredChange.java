package org.publicdatamesh.catalog.duty;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.problem.Violation;

/**
 * A change of law or functions (Art. 12). Every published entry that it names, cites or has the unit of is affected.
 *
 * @param kind {@code law-changed} or {@code functions-changed}
 * @param title what changed, 2 to 200 characters
 * @param description how, 4 to 2000 characters
 * @param legalBasis the law, regulation or rule, where one changed
 * @param entries ids of entries
 * @param citing title of a law, regulation or rule: entries whose legal basis it is
 * @param unit a unit: all its entries
 */
record RegisteredChange(
        DutyKind kind,
        @NotBlank @Size(min = 2, max = 200) String title,
        @NotBlank @Size(min = 4, max = 2000) String description,
        @Nullable @Valid LegalBasis legalBasis,
        @Nullable @Size(max = 500) List<UUID> entries,
        @Nullable @Size(min = 2, max = 300) String citing,
        @Nullable @Size(min = 1, max = 60) String unit) {

    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        if (kind != DutyKind.LAW_CHANGED && kind != DutyKind.FUNCTIONS_CHANGED) {
            violations.add(Violation.at(
                    "/kind",
                    "not-one-of",
                    "One of these is expected: law-changed, functions-changed.",
                    "law-changed, functions-changed"));
        }
        if (kind == DutyKind.LAW_CHANGED && legalBasis == null) {
            violations.add(Violation.at(
                    "/legalBasis", "legal-basis-missing", "The law, regulation or rule that changed is expected."));
        }
        if (entries == null && citing == null && unit == null) {
            violations.add(Violation.at(
                    "/entries",
                    "required",
                    "The entries that are affected are named: by id, by what they cite or by unit."));
        }
        return violations;
    }
}
