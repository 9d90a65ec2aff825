package org.publicdatamesh.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.publicdatamesh.kit.event.catalog.ResourceAttached;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

class EventTypesTest {
    @Test
    void anEventIsReadAsItWasWritten() throws IOException {
        ResourceAttached event = new ResourceAttached(
                new UUID(0, 1),
                new UUID(0, 2),
                "civil-affairs",
                ResourceKind.TABLE,
                "行政村名录",
                "民政系统",
                new Actor("data-specialist.civil-affairs", "civil-affairs", "data-specialist"));
        String json = EventJson.write(event);
        assertThat(json).contains("\"kind\":\"table\"");
        assertThat(EventTypes.read(ResourceAttached.class, json.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(event);
    }

    @Test
    void everyTypeIsKnownByItsName() {
        for (Class<? extends MeshEvent> event : EventTypes.ALL) {
            assertThat(EventTypes.byType(EventTypes.typeOf(event))).contains(event);
        }
        assertThat(EventTypes.typeOf(ResourceAttached.class))
                .isEqualTo("org.publicdatamesh.catalog.resource.attached.v1");
        assertThat(EventTypes.topics()).contains("catalog.entry", "exchange.grant", "exchange.correction");
    }
}
