package org.publicdatamesh.catalog.rights;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.event.catalog.RightKind;

/**
 * A right as it is told.
 *
 * @param id its id
 * @param entryId the entry
 * @param entryVersion the published version when it was applied for
 * @param unit the unit that provides the data
 * @param kind kind of right
 * @param holder who has it
 * @param scope what may be done with which data
 * @param legalBasis what it rests on
 * @param validFrom from when
 * @param validUntil until when, exclusive; without end where absent
 * @param state where the registration stands
 * @param inForce whether the right stands now: registered, not ended, within its term
 * @param number number of the registration
 * @param appliedAt when it was applied for
 * @param decidedAt when the authority decided
 * @param decisionReasons why the authority decided so
 * @param endedAt when it was ended before its term
 * @param endReasons why
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RightView(
        UUID id,
        UUID entryId,
        int entryVersion,
        String unit,
        RightKind kind,
        RightHolder holder,
        String scope,
        List<LegalBasis> legalBasis,
        Instant validFrom,
        @Nullable Instant validUntil,
        RightState state,
        boolean inForce,
        @Nullable String number,
        Instant appliedAt,
        @Nullable Instant decidedAt,
        @Nullable String decisionReasons,
        @Nullable Instant endedAt,
        @Nullable String endReasons) {

    /**
     * Who has a right.
     *
     * @param unit id of the unit
     * @param name name of the organisation
     * @param creditCode unified social credit code of the organisation
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record RightHolder(
            @Nullable String unit,
            @Nullable String name,
            @Nullable String creditCode) {}

    static RightView of(Right right, Instant now) {
        return new RightView(
                right.id,
                right.entryId,
                right.entryVersion,
                right.unit,
                right.kind,
                new RightHolder(right.holderUnit, right.holderName, right.holderCode),
                right.scope,
                legalBasis(right),
                right.validFrom,
                right.validUntil,
                right.state,
                right.inForce(now),
                right.number,
                right.appliedAt,
                right.decidedAt,
                right.decisionReasons,
                right.endedAt,
                right.endReasons);
    }

    static List<LegalBasis> legalBasis(Right right) {
        try {
            return EventJson.MAPPER.readValue(right.legalBasis, new TypeReference<>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the legal basis of right " + right.id + " cannot be read", e);
        }
    }
}
