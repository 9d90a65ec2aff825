package org.publicdatamesh.catalog.watch;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.catalog.Followed;

/**
 * A happening with the versions that it was between.
 *
 * @param before what was published until then; null where nothing was
 * @param after what is published from then on; null where nothing is
 * @param told what notices tell of it
 */
record Happened(
        UUID id,
        HappeningKind kind,
        Instant at,
        @Nullable PublishedEntry before,
        @Nullable PublishedEntry after,
        Told told) {
    /** What one can follow, but a search, to be told of it. */
    Set<Target> targets() {
        Set<Target> targets = new LinkedHashSet<>();
        add(targets, before);
        add(targets, after);
        return targets;
    }

    private static void add(Set<Target> targets, @Nullable PublishedEntry entry) {
        if (entry == null) {
            return;
        }
        targets.add(new Target(Followed.ENTRY, entry.id().toString()));
        targets.add(new Target(Followed.UNIT, entry.unit()));
        String classification = entry.content().classification();
        for (int digits = 1; digits <= classification.length(); digits++) {
            targets.add(new Target(Followed.THEME, classification.substring(0, digits)));
        }
    }
}
