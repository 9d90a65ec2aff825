package org.publicdatamesh.exchange.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.Change;

/** Keys and changes as they are stored: JSON. */
public final class Stored {
    private Stored() {}

    /** A row's key. */
    public static Map<String, String> key(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<Map<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored key cannot be read", e);
        }
    }

    /** Changes of a row. */
    public static List<Change> changes(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<Change>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored changes cannot be read", e);
        }
    }
}
