package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The time for a provider's decision was counted anew: a calendar was announced or corrected, the deadline was paused or resumed, or
 * it was due while the provider might not agree, for something kept the unit from the grant (Art. 26).
 *
 * @param applicationId the application
 * @param entryId its entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param dueAt when the decision is due now
 * @param dueProvisional whether a calendar is still missing for that
 */
@EventType(topic = "exchange.application", name = "exchange.provider-decision.moved")
public record ProviderDecisionMoved(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        Instant dueAt,
        boolean dueProvisional)
        implements MeshEvent {}
