package org.publicdatamesh.catalog.watch;

import org.publicdatamesh.kit.event.catalog.NoticeMode;

/**
 * How the unit is told from now on.
 *
 * @param notices {@code at-once}, {@code digest} or {@code none}
 */
record WatchChange(NoticeMode notices) {}
