package org.publicdatamesh.catalog.duty;

import java.util.UUID;

/**
 * What was registered, and for how many entries.
 *
 * @param matterId the change or round; the duties of it are listed by it
 * @param duties how many duties it opened
 */
public record Matter(UUID matterId, int duties) {}
