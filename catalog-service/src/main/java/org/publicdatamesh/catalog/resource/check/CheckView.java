package org.publicdatamesh.catalog.resource.check;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.measure.Aspect;
import org.publicdatamesh.catalog.resource.measure.Deviation;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.catalog.resource.measure.Outcome;
import org.publicdatamesh.kit.event.EventJson;

/**
 * A measurement as it is told.
 *
 * @param id the measurement
 * @param roundId the round that it is of; absent of a self-check
 * @param entryVersion the published version that it was held against
 * @param state where it stands
 * @param declared what the unit declared; of a self-check
 * @param declaredBy who declared it
 * @param passed whether everything held; absent while it is to be made
 * @param outcomes what came of each aspect
 * @param deviations what does not hold
 * @param bytes size
 * @param rows rows
 * @param sm3 digest, hexadecimal
 * @param renewedAt when the data were renewed last, where that could be seen
 * @param measuredAt when it was made
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckView(
        UUID id,
        @Nullable UUID roundId,
        UUID resourceId,
        UUID entryId,
        @Nullable Integer entryVersion,
        String unit,
        CheckState state,
        @Nullable List<Confirmation> declared,
        @Nullable String declaredBy,
        Instant requestedAt,
        @Nullable Boolean passed,
        @Nullable Map<String, Outcome> outcomes,
        @Nullable List<Told> deviations,
        @Nullable Long bytes,
        @Nullable Long rows,
        @Nullable String sm3,
        @Nullable Instant renewedAt,
        @Nullable Instant measuredAt) {
    /**
     * What does not hold, with a message in the asked language.
     *
     * @param item data item, column or matter that it is about
     * @param times in how many rows
     * @param firstRow the first of them, from 1
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Told(
            Aspect aspect,
            String code,
            @Nullable String item,
            @Nullable String expected,
            @Nullable String found,
            @Nullable Long times,
            @Nullable Long firstRow,
            String message) {
        static Told of(Deviation deviation, String language) {
            return new Told(
                    deviation.aspect(),
                    deviation.code(),
                    deviation.item(),
                    deviation.expected(),
                    deviation.found(),
                    deviation.times(),
                    deviation.firstRow(),
                    deviation.message(language));
        }
    }

    private static Map<String, Outcome> outcomes(Measurement measured) {
        Map<String, Outcome> outcomes = new LinkedHashMap<>();
        measured.outcomes().forEach((aspect, outcome) -> outcomes.put(EventJson.kebab(aspect), outcome));
        return outcomes;
    }

    static CheckView of(Check check, String language) {
        Measurement measured = check.measurement();
        return new CheckView(
                check.id,
                check.roundId,
                check.resourceId,
                check.entryId,
                check.entryVersion,
                check.unit,
                check.state,
                check.declared == null ? null : Checklist.read(check.declared),
                check.declared == null ? null : check.requestedBy,
                check.requestedAt,
                check.passed,
                measured == null ? null : outcomes(measured),
                measured == null
                        ? null
                        : measured.deviations().stream()
                                .map(one -> Told.of(one, language))
                                .toList(),
                measured == null ? null : measured.bytes(),
                measured == null ? null : measured.rows(),
                measured == null ? null : measured.sm3(),
                measured == null ? null : measured.renewedAt(),
                check.measuredAt);
    }
}
