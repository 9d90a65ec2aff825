package org.publicdatamesh.kit.event.portal;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A member of the public doubts a value of open data (Art. 18, 27).
 *
 * @param doubtId the doubt
 * @param resourceId the resource
 * @param entryId the entry
 * @param key key of the row
 * @param item the doubted item
 * @param observed the value as it was seen
 * @param expected the value that should stand there
 * @param reasons why
 * @param actor who doubts it
 */
@EventType(topic = "portal.feedback", name = "portal.data.doubted")
public record DataDoubted(
        UUID doubtId,
        UUID resourceId,
        UUID entryId,
        @Personal(of = Personal.Subject.ROW) Map<String, String> key,
        String item,
        @Nullable @Personal(of = Personal.Subject.EVENT) String observed,
        @Nullable @Personal(of = Personal.Subject.EVENT) String expected,
        @Personal(of = Personal.Subject.EVENT) String reasons,
        Actor actor)
        implements MeshEvent {}
