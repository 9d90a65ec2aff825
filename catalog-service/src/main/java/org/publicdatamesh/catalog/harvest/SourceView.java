package org.publicdatamesh.catalog.harvest;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A source as it is told. The token itself is never told.
 *
 * @param id the source
 * @param title what it is called here
 * @param address where its DCAT is
 * @param unit the unit here that answers for it
 * @param format the format that is asked for
 * @param interval time between harvests, ISO 8601
 * @param enabled whether it is harvested by schedule
 * @param token name of the setting that has the bearer token
 * @param registeredAt since when it is there
 * @param changedAt when what is declared changed last
 * @param running whether a run is under way
 * @param nextRunAt when it is due next; absent where it is not enabled
 * @param failures how many runs were not whole, one after the other
 * @param readWholeAt when every page of it was read last
 * @param harvestsFromUs what it had of this catalogue when it was read last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SourceView(
        UUID id,
        String title,
        String address,
        String unit,
        HarvestFormat format,
        String interval,
        boolean enabled,
        @Nullable String token,
        Instant registeredAt,
        Instant changedAt,
        boolean running,
        @Nullable Instant nextRunAt,
        int failures,
        @Nullable Instant readWholeAt,
        @Nullable OwnRecords harvestsFromUs) {

    /**
     * Records of this catalogue in another one.
     *
     * @param records how many
     * @param seenAt when they were seen last
     */
    public record OwnRecords(int records, Instant seenAt) {}

    static SourceView of(HarvestSource source, Instant now) {
        return new SourceView(
                source.id,
                source.title,
                source.address,
                source.unit,
                source.format,
                source.interval().toString(),
                source.enabled,
                source.token,
                source.registeredAt,
                source.changedAt,
                source.leaseUntil != null && source.leaseRun != null && now.isBefore(source.leaseUntil),
                source.enabled ? source.nextRunAt : null,
                source.failures,
                source.readWholeAt,
                source.ownSeenAt == null ? null : new OwnRecords(source.ownRecords, source.ownSeenAt));
    }
}
