package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A doubt that came by the open portal cannot be answered: the pool does not have what it is about (any more).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param cause why, as a code: {@code unknown-resource}, {@code unknown-item} or {@code no-such-row}
 */
@EventType(topic = "exchange.correction", name = "exchange.doubt.not-taken")
public record DoubtNotTaken(UUID doubtId, UUID resourceId, UUID entryId, String cause) implements MeshEvent {}
