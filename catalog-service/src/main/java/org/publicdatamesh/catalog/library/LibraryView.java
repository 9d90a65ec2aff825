package org.publicdatamesh.catalog.library;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;

/**
 * A library and what it has.
 *
 * @param id its code
 * @param lead the unit that leads it
 * @param rule which entries belong to it
 * @param entries how many it has
 * @param units from which units, most first, {@value #MOST_UNITS} at most
 * @param resources what is attached to them
 * @param expected what it should have
 * @param missing how many of those it has not
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LibraryView(
        String id,
        LibraryKind kind,
        Text name,
        @Nullable String lead,
        Rule rule,
        long entries,
        List<OfUnit> units,
        Resources resources,
        List<Expectation> expected,
        long missing) {
    /** Units that are counted apart. */
    static final int MOST_UNITS = 1000;

    /** Entries of a unit. */
    public record OfUnit(String unit, long entries) {}

    /**
     * Resources of a library.
     *
     * @param attached all of them
     * @param measured tables whose entry declares how often they are renewed
     * @param current those of them that are renewed in time (Art. 17)
     * @param currentShare their share, 0 to 1; absent where none is measured
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Resources(
            long attached,
            long measured,
            long current,
            @Nullable Double currentShare) {
        static Resources of(long attached, long measured, long current) {
            return new Resources(attached, measured, current, measured == 0 ? null : (double) current / measured);
        }
    }

    /**
     * An entry that is expected.
     *
     * @param entries how many entries of the library are so classified; none where it is missing
     */
    public record Expectation(@JsonUnwrapped Library.Expected entry, long entries) {}
}
