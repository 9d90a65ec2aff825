package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A data specialist applied for a resource (Art. 25).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param items items asked for
 * @param purpose what for
 * @param validUntil until when
 * @param policyEdition the edition of policy that the matter keeps
 * @param scenario where and how it is used; absent where not said
 * @param expectedRows how many rows are expected to be used; absent where not said
 * @param delivery how the data are to arrive; absent where not said
 * @param replaces the grant that this renews or changes; absent where it does neither
 * @param check what the look at it before any decision found; absent in older events
 * @param actor the data specialist
 */
@EventType(topic = "exchange.application", name = "exchange.application.submitted")
public record ApplicationSubmitted(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        List<String> items,
        String purpose,
        Instant validUntil,
        String policyEdition,
        @Nullable String scenario,
        @Nullable Long expectedRows,
        @Nullable DeliveryWay delivery,
        @Nullable Replacement replaces,
        @Nullable ComplianceCheck check,
        Actor actor)
        implements MeshEvent {}
