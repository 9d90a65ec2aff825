package org.publicdatamesh.audit.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.audit.RecordsAsked;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;

/**
 * Which records are asked for; what is null does not matter.
 *
 * @param entry the catalogue entry
 * @param unit a unit concerned
 * @param grant the grant
 * @param type CloudEvents type
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 */
record RecordFilter(
        @Nullable UUID entry,
        @Nullable String unit,
        @Nullable UUID grant,
        @Nullable String type,
        @Nullable Instant from,
        @Nullable Instant to) {

    /**
     * Reads query parameters.
     *
     * @throws RefusedException naming each that is wrong
     */
    static RecordFilter of(
            @Nullable String entry,
            @Nullable String unit,
            @Nullable String grant,
            @Nullable String type,
            @Nullable String from,
            @Nullable String to) {
        List<Violation> wrong = new ArrayList<>();
        RecordFilter filter = new RecordFilter(
                id("entry", entry, wrong),
                name("unit", unit, wrong),
                id("grant", grant, wrong),
                name("type", type, wrong),
                time("from", from, wrong),
                time("to", to, wrong));
        if (filter.from != null && filter.to != null && !filter.from.isBefore(filter.to)) {
            wrong.add(Violation.parameter("to", "out-of-range", "It must be later than from."));
        }
        if (!wrong.isEmpty()) {
            throw RefusedException.invalid(wrong);
        }
        return filter;
    }

    /** The same for the record of who asked. */
    RecordsAsked asked() {
        return new RecordsAsked(null, entry, unit, grant, type, from, to);
    }

    private static @Nullable UUID id(String parameter, @Nullable String text, List<Violation> wrong) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            wrong.add(Violation.parameter(parameter, "wrong-format", "A UUID is expected."));
            return null;
        }
        return UUID.fromString(text);
    }

    private static @Nullable String name(String parameter, @Nullable String text, List<Violation> wrong) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (!text.matches("[A-Za-z0-9._-]{1,200}")) {
            wrong.add(Violation.parameter(
                    parameter, "wrong-format", "1 to 200 letters, digits, dots and hyphens are expected."));
            return null;
        }
        return text;
    }

    private static @Nullable Instant time(String parameter, @Nullable String text, List<Violation> wrong) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            if (time.getYear() >= 1900 && time.getYear() <= 9999) {
                return time.toInstant();
            }
        } catch (DateTimeException e) {
            wrong.add(Violation.parameter(
                    parameter, "wrong-format", "A time with offset is expected, such as 2026-03-02T09:00:00+08:00."));
            return null;
        }
        wrong.add(Violation.parameter(parameter, "out-of-range", "The year must be from 1900 to 9999."));
        return null;
    }
}
