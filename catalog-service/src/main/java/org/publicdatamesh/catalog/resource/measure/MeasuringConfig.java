package org.publicdatamesh.catalog.resource.measure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How resources are fetched to be measured. */
@ConfigMapping(prefix = "mesh.catalog.measuring")
public interface MeasuringConfig {
    /**
     * Networks that may be fetched from although they are not public, as {@code 10.20.0.0/16} or {@code fd00:1::/48}. Where the
     * units' interfaces are on a network of the government, it is named here.
     */
    Optional<List<String>> allowedNetworks();

    /** How long an answer may take in all, redirects included. */
    @WithDefault("20s")
    Duration timeOut();

    /** How long a connection may take. */
    @WithDefault("5s")
    Duration connectTimeOut();

    /** Bytes that are taken on the line at most. */
    @WithDefault("33554432")
    int mostBytes();

    /** Bytes that they may become when the content coding is taken off. */
    @WithDefault("268435456")
    long mostInflatedBytes();

    /** How many times larger than on the line they may become. */
    @WithDefault("200")
    int mostInflation();

    /** Redirects that are followed. */
    @WithDefault("3")
    int mostRedirects();

    /**
     * How long after its request a self-check of a table waits for the pool's word of a first load, before it says that nothing was
     * loaded; zero or more.
     */
    @WithDefault("30s")
    Duration loadWait();

    /** Share of a load's rows that may be in quarantine, 0 to 1. */
    @WithDefault("0.05")
    double mostQuarantined();
}
