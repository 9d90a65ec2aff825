package org.publicdatamesh.catalog.resource.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.publicdatamesh.catalog.resource.measure.Deviation;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.problem.Violation;

/**
 * The declared part of a self-check (Art. 13).
 *
 * @param declared each matter once
 */
record Checklist(@Valid @Size(min = 1, max = 20) List<Confirmation> declared) {
    List<Violation> violations() {
        List<Violation> violations = new ArrayList<>();
        Set<CheckMatter> seen = EnumSet.noneOf(CheckMatter.class);
        for (int i = 0; i < declared.size(); i++) {
            if (!seen.add(declared.get(i).matter())) {
                violations.add(
                        Violation.at("/declared/" + i + "/matter", "matter-repeated", "The matter is there already."));
            }
        }
        for (CheckMatter matter : CheckMatter.values()) {
            if (!seen.contains(matter)) {
                String name = EventJson.kebab(matter);
                violations.add(Violation.at(
                        "/declared", "matter-missing", "The checklist says nothing of " + name + ".", name));
            }
        }
        return violations;
    }

    String written() {
        return EventJson.write(declared);
    }

    static List<Confirmation> read(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a checklist cannot be read", e);
        }
    }

    static List<Deviation> unconfirmed(List<Confirmation> declared) {
        return declared.stream()
                .filter(one -> !one.holds())
                .map(one -> Deviation.notConfirmed(EventJson.kebab(one.matter())))
                .toList();
    }
}
