package org.publicdatamesh.catalog.duty;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.DutyOutcome;
import org.publicdatamesh.kit.event.catalog.LegalBasis;

/**
 * A duty as it is told.
 *
 * @param id the duty
 * @param matterId the change or round that it is of
 * @param entryId the entry
 * @param unit the unit that owes it
 * @param kind why
 * @param title what changed, or what round it is
 * @param description how, or what is to be looked at
 * @param legalBasis the law, regulation or rule that changed
 * @param openedAt since when
 * @param dueAt until when, exclusive
 * @param dueProvisional whether a calendar is still missing for that
 * @param policyEdition edition of policy that the matter keeps
 * @param state where it stands
 * @param overdue whether its time passed before it was fulfilled
 * @param outcome what became of the entry
 * @param outcomeReasons how it was found that it holds
 * @param fulfilledAt when
 * @param fulfilledVersion the published version then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DutyView(
        UUID id,
        UUID matterId,
        UUID entryId,
        String unit,
        DutyKind kind,
        String title,
        String description,
        @Nullable LegalBasis legalBasis,
        Instant openedAt,
        Instant dueAt,
        boolean dueProvisional,
        String policyEdition,
        DutyState state,
        boolean overdue,
        @Nullable DutyOutcome outcome,
        @Nullable String outcomeReasons,
        @Nullable Instant fulfilledAt,
        @Nullable Integer fulfilledVersion) {
    static DutyView of(Duty duty, Instant now) {
        Instant until = duty.fulfilledAt == null ? now : duty.fulfilledAt;
        return new DutyView(
                duty.id,
                duty.matterId,
                duty.entryId,
                duty.unit,
                duty.kind,
                duty.title,
                duty.description,
                legalBasis(duty),
                duty.openedAt,
                duty.dueAt,
                duty.dueProvisional,
                duty.policyEdition,
                duty.state,
                !until.isBefore(duty.dueAt),
                duty.outcome,
                duty.outcomeReasons,
                duty.fulfilledAt,
                duty.fulfilledVersion);
    }

    private static @Nullable LegalBasis legalBasis(Duty duty) {
        try {
            return duty.legalBasis == null ? null : EventJson.MAPPER.readValue(duty.legalBasis, LegalBasis.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the legal basis of duty " + duty.id + " cannot be read", e);
        }
    }
}
