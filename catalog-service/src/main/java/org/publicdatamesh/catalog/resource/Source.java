package org.publicdatamesh.catalog.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/** Where a resource that is no table is had: the one of the three that its kind says. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Source(
        @Nullable ServiceInterface service,
        @Nullable FileSource file,
        @Nullable ModelCard model) {
    static final Source NONE = new Source(null, null, null);

    @Nullable
    String written() {
        return equals(NONE) ? null : EventJson.write(this);
    }

    static @Nullable Source read(UUID resource, @Nullable String json) {
        try {
            return json == null ? null : EventJson.MAPPER.readValue(json, Source.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the source of resource " + resource + " cannot be read", e);
        }
    }
}
