package org.publicdatamesh.kit.event.catalog;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The authority registered a right and issued its certificate (Art. 34).
 *
 * @param rightId the right
 * @param entryId the entry
 * @param unit the entry's unit
 * @param kind kind of right
 * @param holder id of the unit that holds the right, or unified social credit code of the organisation
 * @param number number of the registration
 * @param validFrom from when
 * @param validUntil until when, exclusive; without end where absent
 * @param certificateSm3 SM3 of the certificate, 64 hexadecimal digits
 * @param actor who did it
 */
@EventType(topic = "catalog.right", name = "catalog.right.registered")
public record RightRegistered(
        UUID rightId,
        UUID entryId,
        String unit,
        RightKind kind,
        String holder,
        String number,
        Instant validFrom,
        @Nullable Instant validUntil,
        String certificateSm3,
        Actor actor)
        implements MeshEvent {}
