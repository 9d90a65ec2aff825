package org.publicdatamesh.kit.event.security;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A containment order took effect or was lifted (Art. 42).
 *
 * @param orderId the order
 * @param target what kind of thing is stopped
 * @param targetId its id
 * @param reason why
 * @param lifted true when the order ends
 * @param actor who ordered it
 */
@EventType(topic = "security.containment", name = "security.containment.ordered")
public record ContainmentOrdered(
        UUID orderId, ContainmentTarget target, String targetId, String reason, boolean lifted, Actor actor)
        implements MeshEvent {}
