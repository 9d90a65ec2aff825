package org.publicdatamesh.exchange.offline;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.MediumFault;
import org.publicdatamesh.kit.event.exchange.OfflineMedium;

/**
 * An offline share as it is told.
 *
 * @param id its id
 * @param grantId the grant under which it is made
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that hands the data over
 * @param consumer the unit that takes them
 * @param items the items on the medium
 * @param medium the medium
 * @param reasons why the platform cannot be used
 * @param state where it stands
 * @param filedAt when it was filed with the authority
 * @param mediumId what the medium is known by
 * @param rows rows on it
 * @param sm3 SM3 digest of what is on it
 * @param handedOverAt when the provider handed it over
 * @param receivedAt when the consumer received it
 * @param destroyedAt when it was wiped or destroyed
 * @param method how
 * @param fault what is wrong with the medium
 * @param endReasons why it does not take place, or what happened to the medium
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OfflineShareView(
        UUID id,
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        List<String> items,
        OfflineMedium medium,
        String reasons,
        OfflineState state,
        Instant filedAt,
        @Nullable String mediumId,
        @Nullable Long rows,
        @Nullable String sm3,
        @Nullable Instant handedOverAt,
        @Nullable Instant receivedAt,
        @Nullable Instant destroyedAt,
        @Nullable String method,
        @Nullable MediumFault fault,
        @Nullable String endReasons) {
    static OfflineShareView of(OfflineShare share) {
        return new OfflineShareView(
                share.id,
                share.grantId,
                share.entryId,
                share.resourceId,
                share.provider,
                share.consumer,
                items(share.items),
                share.medium,
                share.reasons,
                share.state,
                share.filedAt,
                share.mediumId,
                share.rows,
                share.sm3,
                share.handedOverAt,
                share.receivedAt,
                share.destroyedAt,
                share.method,
                share.fault,
                share.endReasons);
    }

    private static List<String> items(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored offline share cannot be read", e);
        }
    }
}
