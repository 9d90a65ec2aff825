package org.publicdatamesh.exchange.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.RowCondition;

/**
 * A grant as it is told.
 *
 * @param id its id
 * @param applicationId the application behind it
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that provides the data
 * @param consumer the unit that may have it
 * @param items the items it may have
 * @param rowFilter the rows it may have
 * @param masks items that are masked, and how
 * @param purpose the purpose it is bound to
 * @param validFrom from when
 * @param validUntil until when, to the second; not after
 * @param rowsPerDay rows a day
 * @param state whether it lives
 * @param endedAt when it ended
 * @param endReasons why it was ended before its time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GrantView(
        UUID id,
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        List<String> items,
        List<RowCondition> rowFilter,
        Map<String, Mask> masks,
        String purpose,
        Instant validFrom,
        Instant validUntil,
        @Nullable Long rowsPerDay,
        GrantState state,
        @Nullable Instant endedAt,
        @Nullable String endReasons) {
    static GrantView of(Grant grant, Instant now) {
        GrantState state =
                grant.state == GrantState.ALIVE && !now.isBefore(grant.validUntil) ? GrantState.EXPIRED : grant.state;
        return new GrantView(
                grant.id,
                grant.applicationId,
                grant.entryId,
                grant.resourceId,
                grant.provider,
                grant.consumer,
                read(grant.items, new TypeReference<List<String>>() {}),
                read(grant.rowFilter, new TypeReference<List<RowCondition>>() {}),
                read(grant.masks, new TypeReference<Map<String, Mask>>() {}),
                grant.purpose,
                grant.validFrom,
                grant.validUntil,
                grant.rowsPerDay,
                state,
                grant.endedAt,
                grant.endReasons);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored grant cannot be read", e);
        }
    }
}
