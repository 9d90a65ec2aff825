package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit watches something no more.
 *
 * @param watchId the watch
 * @param unit the unit that was told
 * @param actor who ended it
 */
@EventType(topic = "catalog.watch", name = "catalog.watch.ended")
public record WatchEnded(UUID watchId, String unit, Actor actor) implements MeshEvent {}
