package org.publicdatamesh.catalog.watch;

import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.catalog.Followed;

/**
 * What is to be known of a watch to tell whether something is for it.
 *
 * @param target what it follows, as the watch has it
 * @param held whether its notices wait for the digest
 * @param since what happened before is not for it
 */
record Following(UUID watchId, String unit, Followed follows, String target, boolean held, Instant since) {}
