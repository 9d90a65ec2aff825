package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.Holding;
import org.publicdatamesh.exchange.grant.Narrowing;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.exchange.ComplianceCheck;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.Replacement;
import org.publicdatamesh.kit.event.exchange.RowCondition;
import org.publicdatamesh.kit.event.exchange.SignedCommitment;

/**
 * An application as it is told.
 *
 * @param id its id
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param items items with why each is needed
 * @param rowFilter the rows asked for
 * @param purpose what for
 * @param legalGround the duty or law that it serves
 * @param scenario where and how it is used
 * @param validUntil until when
 * @param rowsPerDay rows a day asked for
 * @param expectedRows how many rows are expected to be used
 * @param delivery how the data are to arrive
 * @param replaces the grant that it renews or changes
 * @param difference how it differs from that grant
 * @param check what the last look at it found, before anyone decided
 * @param commitment the commitments as its unit signed them
 * @param shareType how the entry was shared when it was submitted
 * @param state where it stands
 * @param policyEdition the edition of policy that the matter keeps
 * @param submittedAt when it was submitted
 * @param providerDueAt when the provider must have decided: the end of the last working day, exclusive
 * @param providerDueProvisional whether a calendar is still missing for that
 * @param overdue whether the provider let that time pass
 * @param decidedAt when the provider decided
 * @param refusalReasons the provider's reasons, or the own supervisor's
 * @param basis documents on which a refusal rests
 * @param reviewReasons the authority's reasons
 * @param offer what the last offer took away, and why
 * @param grantId the grant
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ApplicationView(
        UUID id,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        List<NewApplication.NeededItem> items,
        List<RowCondition> rowFilter,
        String purpose,
        @Nullable String legalGround,
        @Nullable String scenario,
        Instant validUntil,
        @Nullable Long rowsPerDay,
        @Nullable Long expectedRows,
        @Nullable DeliveryWay delivery,
        @Nullable Replacement replaces,
        @Nullable Difference difference,
        @Nullable ComplianceCheck check,
        @Nullable SignedCommitment commitment,
        ShareType shareType,
        ApplicationState state,
        String policyEdition,
        Instant submittedAt,
        @Nullable Instant providerDueAt,
        boolean providerDueProvisional,
        boolean overdue,
        @Nullable Instant decidedAt,
        @Nullable String refusalReasons,
        @Nullable List<RefusalBasis> basis,
        @Nullable String reviewReasons,
        @Nullable Narrowing offer,
        @Nullable UUID grantId) {
    static ApplicationView of(Application application) {
        return new ApplicationView(
                application.id,
                application.entryId,
                application.resourceId,
                application.consumer,
                application.provider,
                items(application),
                filter(application),
                application.purpose,
                application.legalGround,
                application.scenario,
                application.validUntil,
                application.rowsPerDay,
                application.expectedRows,
                application.delivery,
                application.replaces(),
                application.difference == null ? null : read(application.difference, new TypeReference<>() {}),
                check(application),
                commitment(application),
                application.shareType,
                application.state,
                application.policyEdition,
                application.submittedAt,
                application.providerDueAt,
                application.providerDueProvisional,
                application.overdue,
                application.decidedAt,
                application.refusalReasons,
                application.refusalBasis == null
                        ? null
                        : read(application.refusalBasis, new TypeReference<List<RefusalBasis>>() {}),
                application.reviewReasons,
                application.offer == null ? null : offer(application.offer),
                application.grantId);
    }

    static Narrowing offer(String offer) {
        return read(offer, new TypeReference<>() {});
    }

    static @Nullable ComplianceCheck check(Application application) {
        return application.compliance == null ? null : read(application.compliance, new TypeReference<>() {});
    }

    static @Nullable SignedCommitment commitment(Application application) {
        return application.commitment == null ? null : read(application.commitment, new TypeReference<>() {});
    }

    static List<NewApplication.NeededItem> items(Application application) {
        return read(application.items, new TypeReference<>() {});
    }

    static List<RowCondition> filter(Application application) {
        return read(application.rowFilter, new TypeReference<>() {});
    }

    /** The names of the items that are applied for. */
    static List<String> names(Application application) {
        return items(application).stream().map(NewApplication.NeededItem::name).toList();
    }

    /** What a grant of the application would hold. */
    static Holding holding(Application application) {
        return new Holding(names(application), filter(application), application.validUntil, application.rowsPerDay);
    }

    static Set<String> names(String json) {
        return read(json, new TypeReference<Set<String>>() {});
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored application cannot be read", e);
        }
    }
}
