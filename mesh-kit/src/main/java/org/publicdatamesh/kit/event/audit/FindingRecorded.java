package org.publicdatamesh.kit.event.audit;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The record shows a breach of a duty (Art. 44).
 *
 * @param findingId the finding
 * @param unit the unit that owed the duty
 * @param rule the rule, such as {@code A26.2}
 * @param about id of the matter
 * @param observedAt when the breach was observed
 * @param detail what happened
 */
@EventType(topic = "audit.finding", name = "audit.finding.recorded")
public record FindingRecorded(UUID findingId, String unit, String rule, String about, Instant observedAt, String detail)
        implements MeshEvent {}
