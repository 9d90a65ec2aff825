package org.publicdatamesh.catalog.resource.measure;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a resource.
 *
 * @param outcomes what came of each aspect that was looked at
 * @param deviations what does not hold, at most {@link #MOST_DEVIATIONS}
 * @param bytes its size after the content coding was taken off
 * @param rows its rows
 * @param sm3 SM3 digest of those bytes, hexadecimal
 * @param renewedAt when the data were renewed last, where a data item, a load or the server says so
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Measurement(
        Map<Aspect, Outcome> outcomes,
        List<Deviation> deviations,
        @Nullable Long bytes,
        @Nullable Long rows,
        @Nullable String sm3,
        @Nullable Instant renewedAt) {
    /** More than these are not listed. */
    static final int MOST_DEVIATIONS = 100;

    /** Whether nothing failed. */
    public boolean passed() {
        return !outcomes.containsValue(Outcome.FAILED);
    }

    /** The same, with what the unit did not confirm. */
    public Measurement and(List<Deviation> declared) {
        Map<Aspect, Outcome> all = new EnumMap<>(outcomes);
        all.put(Aspect.DECLARED, declared.isEmpty() ? Outcome.PASSED : Outcome.FAILED);
        List<Deviation> list = new ArrayList<>(declared);
        list.addAll(deviations);
        return new Measurement(all, list, bytes, rows, sm3, renewedAt);
    }

    /** The same, without what of the fetched texts is not to be kept. */
    public Measurement without(Predicate<String> suspected) {
        return new Measurement(
                outcomes,
                deviations.stream().map(each -> each.without(suspected)).toList(),
                bytes,
                rows,
                sm3,
                renewedAt);
    }

    /** What could not be measured although it was tried. */
    public static Measurement impossible() {
        Draft draft = new Draft();
        draft.fail(Deviation.of(Aspect.REACHABLE, "not-measurable"));
        return draft.done();
    }

    /** One that is being made. */
    static final class Draft {
        private final Map<Aspect, Outcome> outcomes = new EnumMap<>(Aspect.class);
        private final List<Deviation> deviations = new ArrayList<>();

        @Nullable
        Long bytes;

        @Nullable
        Long rows;

        @Nullable
        String sm3;

        @Nullable
        Instant renewedAt;

        void pass(Aspect aspect) {
            outcomes.putIfAbsent(aspect, Outcome.PASSED);
        }

        void notMeasured(Aspect aspect) {
            outcomes.putIfAbsent(aspect, Outcome.NOT_MEASURED);
        }

        void fail(Deviation deviation) {
            outcomes.put(deviation.aspect(), Outcome.FAILED);
            if (deviations.size() < MOST_DEVIATIONS) {
                deviations.add(deviation);
            }
        }

        /** They fail their aspects; without any, the aspect passes. */
        void settle(Aspect aspect, List<Deviation> found) {
            found.forEach(this::fail);
            pass(aspect);
        }

        Measurement done() {
            for (Aspect aspect : Aspect.values()) {
                if (aspect != Aspect.DECLARED) {
                    notMeasured(aspect);
                }
            }
            return new Measurement(new EnumMap<>(outcomes), List.copyOf(deviations), bytes, rows, sm3, renewedAt);
        }
    }
}
