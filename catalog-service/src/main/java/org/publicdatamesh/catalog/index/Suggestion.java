package org.publicdatamesh.catalog.index;

import java.util.UUID;
import org.publicdatamesh.kit.event.Text;

/**
 * A name that goes on from what was typed.
 *
 * @param id the entry
 * @param name its name
 */
public record Suggestion(UUID id, Text name) {}
