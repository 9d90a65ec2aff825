package org.publicdatamesh.kit.event.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * Records, with the personal values in them, are about to be shown: durable before the first byte (Art. 19, 40).
 *
 * @param accessId the access; the response carries it
 * @param asked what was asked for
 * @param records how many records are shown
 * @param first place in the log of the first one; absent where there is none
 * @param last place in the log of the last one; absent where there is none
 * @param actor who reads
 */
@EventType(topic = "audit.access", name = "audit.records.read")
public record RecordsRead(
        UUID accessId,
        RecordsAsked asked,
        int records,
        @Nullable Long first,
        @Nullable Long last,
        Actor actor) implements MeshEvent {}
