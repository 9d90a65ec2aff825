package org.publicdatamesh.kit.event.security;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.grading.GradingRules;

/**
 * An edition of the rules of grade and classification was issued (Art. 38). From its date it replaces the one before it.
 *
 * @param editionId the edition
 * @param edition its number, from 1; a later one is in force later
 * @param title its title
 * @param inForceFrom from when it is in force
 * @param rules all its rules
 * @param actor the authority's security post; none for the edition that comes with the platform
 */
@EventType(topic = "security.grading", name = "security.grading.issued")
public record GradingIssued(
        UUID editionId,
        int edition,
        String title,
        Instant inForceFrom,
        GradingRules rules,
        @Nullable Actor actor) implements MeshEvent {}
