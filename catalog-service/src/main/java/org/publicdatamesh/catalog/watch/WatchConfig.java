package org.publicdatamesh.catalog.watch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.LocalTime;

/** Watches and their notices. */
@ConfigMapping(prefix = "mesh.catalog.watches")
public interface WatchConfig {
    /** How many watches a unit may have at one time. */
    @WithDefault("200")
    int mostOfAUnit();

    /** When digests are made on a working day, in the platform's time zone. */
    @WithDefault("08:30")
    LocalTime digestAt();

    /** How long notices are kept. */
    @WithDefault("P365D")
    Duration keepNotices();
}
