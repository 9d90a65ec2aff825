package org.publicdatamesh.kit.event.catalog;

import java.util.UUID;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit watches something of the catalogue from now on.
 *
 * @param watchId the watch
 * @param unit the unit that is told
 * @param follows what kind of thing it follows
 * @param target which: an entry's id, a unit, digits of a classification, or a search's parameters as JSON
 * @param notices how it is told
 * @param actor who began it
 */
@EventType(topic = "catalog.watch", name = "catalog.watch.begun")
public record WatchBegun(UUID watchId, String unit, Followed follows, String target, NoticeMode notices, Actor actor)
        implements MeshEvent {}
