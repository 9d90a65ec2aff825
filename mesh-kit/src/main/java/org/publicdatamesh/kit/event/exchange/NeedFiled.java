package org.publicdatamesh.kit.event.exchange;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * A unit files a need of data (Art. 7, 22).
 *
 * @param needId the need
 * @param unit the unit that needs data
 * @param title what it needs
 * @param wished the items that it wishes
 * @param source the unit that it thinks has them
 * @param actor who
 */
@EventType(topic = "exchange.need", name = "exchange.need.filed")
public record NeedFiled(
        UUID needId,
        String unit,
        String title,
        List<String> wished,
        @Nullable String source,
        Actor actor) implements MeshEvent {}
