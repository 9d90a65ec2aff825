package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The provider refused with reasons and basis; the authority reviews the refusal (Art. 26).
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource asked for
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param reasons why
 * @param basis the documents
 * @param actor the provider's data supervisor
 */
@EventType(topic = "exchange.application", name = "exchange.application.refused")
public record ApplicationRefused(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        String reasons,
        List<Basis> basis,
        Actor actor)
        implements MeshEvent {}
