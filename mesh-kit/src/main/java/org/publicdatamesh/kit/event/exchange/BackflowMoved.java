package org.publicdatamesh.kit.event.exchange;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A request for data held above came to another state on this level (Art. 4).
 *
 * @param requestId the request, the same on all levels
 * @param unit the unit that needs the data, as its own level names it
 * @param below the unit that stands for the level below that it came from; nothing where a unit of this level filed it
 * @param state the state: {@code filed}, {@code received}, {@code passed-up}, {@code applied}, {@code granted}, {@code refused},
 *     {@code ended} or {@code withdrawn}
 * @param applicationId the application that stands for it, where the data are held on this level
 * @param grantId the grant, where the data are held
 * @param reasons why it was refused or withdrawn
 * @param actor who; nobody where another level tells of it
 */
@EventType(topic = "exchange.backflow", name = "exchange.backflow.moved")
public record BackflowMoved(
        UUID requestId,
        String unit,
        @Nullable String below,
        String state,
        @Nullable UUID applicationId,
        @Nullable UUID grantId,
        @Nullable String reasons,
        @Nullable Actor actor)
        implements MeshEvent {}
