package org.publicdatamesh.audit.erasure;

import java.util.UUID;
import org.publicdatamesh.kit.event.audit.Erased;

/**
 * An erasure that was done.
 *
 * @param erasureId the erasure
 * @param of what was erased
 * @param values how many values were erased; 0 where none was kept
 */
public record Erasure(UUID erasureId, Erased of, int values) {}
