package org.publicdatamesh.audit.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One event or access as it was recorded.
 *
 * @param eventId the event
 * @param leafIndex its place in the log
 * @param type CloudEvents type
 * @param time when it happened
 * @param recordedAt when it was recorded
 * @param topic where it travelled
 * @param partition the topic's partition
 * @param offset its offset there
 * @param source the service that published it
 * @param subject the aggregate
 * @param unit the unit that acted or owns the matter
 * @param units every unit concerned
 * @param entryId the catalogue entry it concerns
 * @param grantId the grant it concerns
 * @param data the event; values that identify a person are as they were, or a commitment where they have been erased
 */
@Schema(name = "AuditRecord")
record AuditRecord(
        UUID eventId,
        long leafIndex,
        String type,
        Instant time,
        Instant recordedAt,
        String topic,
        int partition,
        long offset,
        String source,
        String subject,
        @Nullable String unit,
        List<String> units,
        @Nullable UUID entryId,
        @Nullable UUID grantId,
        @Schema(implementation = Object.class) JsonNode data) {

    AuditRecord with(JsonNode otherData) {
        return new AuditRecord(
                eventId,
                leafIndex,
                type,
                time,
                recordedAt,
                topic,
                partition,
                offset,
                source,
                subject,
                unit,
                units,
                entryId,
                grantId,
                otherData);
    }
}
