package org.publicdatamesh.kit.event.security;

import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;

/**
 * A unit appointed someone to a post (Art. 8).
 *
 * @param unit the unit
 * @param role the post's role, such as {@code data-specialist}
 * @param person the account
 */
@EventType(topic = "security.unit", name = "security.post.appointed")
public record PostAppointed(
        String unit, String role, @Personal String person) implements MeshEvent {}
