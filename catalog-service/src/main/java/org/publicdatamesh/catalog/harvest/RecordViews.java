package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.harvest.HarvestedDataset.Named;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/** Harvested records as they are told. */
final class RecordViews {
    static final String COLUMNS = "id, source_id, content, first_seen_at, last_seen_at, changed_at, gone_at";

    private RecordViews() {}

    /**
     * A record in a list.
     *
     * @param id the record
     * @param sourceId the source that it came from
     * @param iri names the dataset in the other catalogue
     * @param title its names by language
     * @param publisher who publishes it there
     * @param keywords keywords
     * @param themes themes
     * @param formats file formats and media types
     * @param modified when it changed last there
     * @param updateCycle update cycle of the measures, where its frequency is one
     * @param accessRights IRI or text of who may have it
     * @param licence IRI or text of its licence
     * @param firstSeenAt when it was harvested first
     * @param lastSeenAt when it was there last
     * @param changedAt when a harvest found it new or changed
     * @param goneAt since when it is not there any more
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Listed(
            UUID id,
            UUID sourceId,
            String iri,
            Map<String, String> title,
            @Nullable Named publisher,
            List<String> keywords,
            List<Named> themes,
            List<String> formats,
            @Nullable Instant modified,
            @Nullable UpdateCycle updateCycle,
            @Nullable String accessRights,
            @Nullable String licence,
            Instant firstSeenAt,
            Instant lastSeenAt,
            Instant changedAt,
            @Nullable Instant goneAt) {}

    /**
     * A record with where it came from.
     *
     * @param id the record
     * @param source the source that it came from
     * @param dataset everything that it says
     * @param firstSeenAt when it was harvested first
     * @param lastSeenAt when it was there last
     * @param changedAt when a harvest found it new or changed
     * @param goneAt since when it is not there any more
     * @param alsoHarvestedAs records of the same dataset from other sources
     * @param draft what an adoption is filled with
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Full(
            UUID id,
            Provenance source,
            HarvestedDataset dataset,
            Instant firstSeenAt,
            Instant lastSeenAt,
            Instant changedAt,
            @Nullable Instant goneAt,
            List<UUID> alsoHarvestedAs,
            Prefilled draft) {}

    /**
     * A source as the origin of a record.
     *
     * @param id the source
     * @param title what it is called here
     * @param address where its DCAT is
     * @param unit the unit here that answers for it
     */
    public record Provenance(UUID id, String title, String address, String unit) {}

    /** A row of {@link #COLUMNS}. */
    record Row(
            UUID id,
            UUID sourceId,
            HarvestedDataset dataset,
            Instant firstSeenAt,
            Instant lastSeenAt,
            Instant changedAt,
            @Nullable Instant goneAt) {
        static Row of(@Nullable Object[] columns) {
            return new Row(
                    (UUID) required(columns[0]),
                    (UUID) required(columns[1]),
                    RecordViews.dataset((String) required(columns[2])),
                    ((OffsetDateTime) required(columns[3])).toInstant(),
                    ((OffsetDateTime) required(columns[4])).toInstant(),
                    ((OffsetDateTime) required(columns[5])).toInstant(),
                    columns[6] == null ? null : ((OffsetDateTime) columns[6]).toInstant());
        }

        Listed listed() {
            return new Listed(
                    id,
                    sourceId,
                    dataset.iri(),
                    dataset.title(),
                    dataset.publisher(),
                    dataset.keywords(),
                    dataset.themes(),
                    dataset.distributions().stream()
                            .flatMap(each -> Stream.of(each.format(), each.mediaType()))
                            .filter(Objects::nonNull)
                            .distinct()
                            .toList(),
                    dataset.modified(),
                    dataset.updateCycle(),
                    dataset.accessRights(),
                    dataset.licence(),
                    firstSeenAt,
                    lastSeenAt,
                    changedAt,
                    goneAt);
        }
    }

    static HarvestedDataset dataset(String content) {
        try {
            return EventJson.MAPPER.readValue(content, HarvestedDataset.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a harvested record cannot be read", e);
        }
    }

    private static Object required(@Nullable Object column) {
        return Objects.requireNonNull(column);
    }
}
