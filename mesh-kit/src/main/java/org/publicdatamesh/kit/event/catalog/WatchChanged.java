package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit is told otherwise of what it watches.
 *
 * @param watchId the watch
 * @param unit the unit that is told
 * @param notices how it is told from now on
 * @param actor who changed it
 */
@EventType(topic = "catalog.watch", name = "catalog.watch.changed")
public record WatchChanged(UUID watchId, String unit, NoticeMode notices, Actor actor) implements MeshEvent {}
