package org.publicdatamesh.exchange.gate;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Limits of readings. */
@ConfigMapping(prefix = "mesh.gate")
public interface GateConfig {
    /** Readings at the same time, in this replica: each holds a connection of the gate's pool, from 1. */
    @WithDefault("12")
    int readings();

    /** Readings of one unit at the same time, in this replica, from 1. */
    @WithDefault("6")
    int readingsPerUnit();

    /** How long a reader may take no row before its reading is cut. */
    @WithDefault("PT30S")
    Duration idle();

    /** How long a reading may last in all before it is cut. */
    @WithDefault("PT30M")
    Duration longest();
}
