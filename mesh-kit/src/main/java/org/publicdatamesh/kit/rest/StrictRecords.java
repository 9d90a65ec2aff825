package org.publicdatamesh.kit.rest;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.validation.Validator;
import java.nio.charset.StandardCharsets;
import org.publicdatamesh.kit.problem.RefusedException;

/** Reads what was kept as JSON as strictly as a body of a request. */
@ApplicationScoped
public class StrictRecords {
    private final Validator validator;

    StrictRecords(Validator validator) {
        this.validator = validator;
    }

    /**
     * Reads a record.
     *
     * @throws RefusedException 422 with every broken rule
     */
    public <T> T read(Class<T> type, String json) {
        return type.cast(StrictJson.read(type, json.getBytes(StandardCharsets.UTF_8), validator));
    }
}
