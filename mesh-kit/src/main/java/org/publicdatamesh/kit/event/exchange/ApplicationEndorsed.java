package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The applicant's own data supervisor agreed; the provider's time runs (Art. 25, 26).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param providerDueAt when the provider must have decided; absent where sharing is unconditional and the grant follows
 * @param commitment the commitments as the unit signed them; absent where it did not
 * @param actor the data supervisor
 */
@EventType(topic = "exchange.application", name = "exchange.application.endorsed")
public record ApplicationEndorsed(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        @Nullable Instant providerDueAt,
        @Nullable SignedCommitment commitment,
        Actor actor)
        implements MeshEvent {}
