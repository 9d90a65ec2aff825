package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.CatalogueDocument.Reason;
import org.publicdatamesh.kit.event.EventJson;

/**
 * The report of a run.
 *
 * @param id the run
 * @param sourceId the source
 * @param trigger why there is a run
 * @param state where it stands
 * @param askedAt when it was asked for, or was due
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param milliseconds how long it took
 * @param requests requests sent
 * @param pages pages read, or found unchanged
 * @param bytes bytes read, after decompression
 * @param added records that are new
 * @param changed records that changed, or came back
 * @param unchanged records that are as they were
 * @param gone records that are not there any more
 * @param refused datasets that were not taken; {@code …/refusals} names them
 * @param own datasets that came from this catalogue
 * @param repeated datasets that were there more than once
 * @param errors what ended the run before its end, or cast doubt on it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RunReport(
        UUID id,
        UUID sourceId,
        RunTrigger trigger,
        RunState state,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Nullable Long milliseconds,
        int requests,
        int pages,
        long bytes,
        int added,
        int changed,
        int unchanged,
        int gone,
        int refused,
        int own,
        int repeated,
        List<RunError> errors) {
    static final String COLUMNS =
            "id, source_id, trigger, state, asked_at, started_at, ended_at, requests, pages, bytes,"
                    + " added, changed, unchanged, gone, refused, own, repeated, errors";

    /**
     * What went wrong with a page.
     *
     * @param address the page
     * @param code stable kebab-case name
     * @param message for people
     */
    public record RunError(String address, String code, String message) {}

    /**
     * A dataset that was not taken.
     *
     * @param iri its IRI, where it has one and may be told
     * @param entryId the entry here that it is, where it is our own
     * @param reasons every reason
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Refusal(@Nullable String iri, @Nullable UUID entryId, List<Reason> reasons) {}

    static RunReport of(@Nullable Object[] row) {
        Instant started = instant(row[5]);
        Instant ended = instant(row[6]);
        return new RunReport(
                (UUID) required(row[0]),
                (UUID) required(row[1]),
                RunTrigger.valueOf((String) required(row[2])),
                RunState.valueOf((String) required(row[3])),
                ((OffsetDateTime) required(row[4])).toInstant(),
                started,
                ended,
                started == null || ended == null
                        ? null
                        : java.time.Duration.between(started, ended).toMillis(),
                number(row[7]),
                number(row[8]),
                ((Number) required(row[9])).longValue(),
                number(row[10]),
                number(row[11]),
                number(row[12]),
                number(row[13]),
                number(row[14]),
                number(row[15]),
                number(row[16]),
                errors((String) required(row[17])));
    }

    static Refusal refusal(@Nullable Object[] row) {
        return new Refusal((String) row[1], (UUID) row[2], read((String) required(row[3]), new TypeReference<>() {}));
    }

    /** Reads a report's errors. */
    static List<RunError> errors(String json) {
        return read(json, new TypeReference<>() {});
    }

    private static int number(@Nullable Object column) {
        return ((Number) required(column)).intValue();
    }

    private static @Nullable Instant instant(@Nullable Object column) {
        return column == null ? null : ((OffsetDateTime) column).toInstant();
    }

    private static Object required(@Nullable Object column) {
        return java.util.Objects.requireNonNull(column);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report cannot be read", e);
        }
    }
}
