package org.publicdatamesh.catalog.harvest;

import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.http.ReachableNetworks;

/** What harvests fetch and read with, after the settings. */
@ApplicationScoped
class Fetching {
    @Produces
    @Singleton
    GuardedFetch fetch(Vertx vertx, HarvestConfig config) {
        return new GuardedFetch(
                vertx, ReachableNetworks.publicAnd(config.privateNetworks().orElse(List.of())));
    }

    void close(@Disposes GuardedFetch fetch) {
        fetch.close();
    }

    @Produces
    @Singleton
    LocalContexts contexts(HarvestConfig config) {
        Map<String, Path> files = new HashMap<>();
        config.contexts().values().forEach(known -> files.put(known.address().toString(), known.file()));
        return LocalContexts.with(files);
    }
}
