package org.publicdatamesh.exchange.grant;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.party.GrantParties;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.Mask;
import org.publicdatamesh.kit.event.exchange.Basis;
import org.publicdatamesh.kit.event.exchange.DataFate;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
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
 * @param scenario where and how it is used
 * @param expectedRows how many rows are expected to be used
 * @param delivery how the data are to arrive; any way where absent
 * @param replaces the grant that ended when this one began
 * @param state whether it lives
 * @param endedAt when it ended
 * @param endReasons why it was ended before its time
 * @param suspension while it is suspended
 * @param narrowing the last time that something was taken from it
 * @param parties who collected, held, operated and used the data when it was made; absent where it was made before that was kept
 * @param destruction what became of the data, once it is over
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
        @Nullable String scenario,
        @Nullable Long expectedRows,
        @Nullable DeliveryWay delivery,
        @Nullable UUID replaces,
        GrantState state,
        @Nullable Instant endedAt,
        @Nullable String endReasons,
        @Nullable Suspension suspension,
        @Nullable Narrowed narrowing,
        @Nullable GrantParties parties,
        @Nullable Destruction destruction) {

    /**
     * That nothing is read for a time.
     *
     * @param since since when
     * @param byUnit the unit that suspended it
     * @param reasons why
     */
    public record Suspension(Instant since, String byUnit, String reasons) {}

    /**
     * That something was taken away.
     *
     * @param at when
     * @param reasons why
     * @param basis law, regulation or rule of the conditions that came to it; absent where none is named
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Narrowed(
            Instant at, String reasons, @Nullable List<LegalBasis> basis) {}

    /**
     * What became of the data (Art. 19).
     *
     * @param dueAt until when it is to be reported: the end of the last working day, exclusive
     * @param provisional whether a calendar is still missing for that
     * @param overdue whether that time passed without a report
     * @param fate what became of them
     * @param method how they were destroyed, or where they are kept
     * @param basis the law that demands that they are kept
     * @param reportedAt when it was reported
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Destruction(
            Instant dueAt,
            boolean provisional,
            boolean overdue,
            @Nullable DataFate fate,
            @Nullable String method,
            @Nullable Basis basis,
            @Nullable Instant reportedAt) {}

    static GrantView of(Grant grant, Instant now) {
        GrantState state = !grant.state.isOver() && !now.isBefore(grant.validUntil) ? GrantState.EXPIRED : grant.state;
        return new GrantView(
                grant.id,
                grant.applicationId,
                grant.entryId,
                grant.resourceId,
                grant.provider,
                grant.consumer,
                items(grant),
                filter(grant),
                masks(grant),
                grant.purpose,
                grant.validFrom,
                grant.validUntil,
                grant.rowsPerDay,
                grant.scenario,
                grant.expectedRows,
                grant.delivery,
                grant.replaces,
                state,
                grant.endedAt,
                grant.endReasons,
                state == GrantState.SUSPENDED ? suspension(grant) : null,
                narrowing(grant),
                grant.parties == null ? null : read(grant.parties, new TypeReference<GrantParties>() {}),
                destruction(grant));
    }

    private static @Nullable Suspension suspension(Grant grant) {
        Instant since = grant.suspendedAt;
        String unit = grant.suspendedByUnit;
        String reasons = grant.suspensionReasons;
        return since == null || unit == null || reasons == null ? null : new Suspension(since, unit, reasons);
    }

    private static @Nullable Narrowed narrowing(Grant grant) {
        Instant at = grant.narrowedAt;
        String reasons = grant.narrowingReasons;
        return at == null || reasons == null
                ? null
                : new Narrowed(
                        at,
                        reasons,
                        grant.narrowingBasis == null
                                ? null
                                : read(grant.narrowingBasis, new TypeReference<List<LegalBasis>>() {}));
    }

    private static @Nullable Destruction destruction(Grant grant) {
        Instant due = grant.reportDueAt;
        return due == null
                ? null
                : new Destruction(
                        due,
                        grant.reportDueProvisional,
                        grant.reportOverdue,
                        grant.dataFate,
                        grant.fateMethod,
                        grant.fateBasis == null ? null : read(grant.fateBasis, new TypeReference<Basis>() {}),
                        grant.reportedAt);
    }

    static List<String> items(Grant grant) {
        return read(grant.items, new TypeReference<>() {});
    }

    static List<RowCondition> filter(Grant grant) {
        return read(grant.rowFilter, new TypeReference<>() {});
    }

    static Map<String, Mask> masks(Grant grant) {
        return read(grant.masks, new TypeReference<>() {});
    }

    static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored grant cannot be read", e);
        }
    }
}
