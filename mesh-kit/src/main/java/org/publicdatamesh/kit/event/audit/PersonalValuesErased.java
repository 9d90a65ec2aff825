package org.publicdatamesh.kit.event.audit;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * Personal values were erased from the record; the leaves that commit to them stay. It names the person or row by the id
 * of a key that is no more.
 *
 * @param erasureId the erasure
 * @param of what was erased
 * @param subjectId the key that the values were kept under; absent where there was none, and where one event was erased
 * @param resourceId the row's resource, where a row was erased
 * @param eventId the event, where one was erased
 * @param values how many values were erased
 * @param reasons why
 * @param actor who ordered it
 */
@EventType(topic = "audit.erasure", name = "audit.personal-values.erased")
public record PersonalValuesErased(
        UUID erasureId,
        Erased of,
        @Nullable UUID subjectId,
        @Nullable UUID resourceId,
        @Nullable UUID eventId,
        int values,
        @Personal(of = Personal.Subject.EVENT) String reasons,
        Actor actor)
        implements MeshEvent {}
