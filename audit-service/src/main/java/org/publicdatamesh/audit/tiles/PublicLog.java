package org.publicdatamesh.audit.tiles;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.publicdatamesh.audit.log.LogReader;

/** Where the published log lies. */
@ApplicationScoped
class PublicLog {
    /** The folder of the log. */
    static Path folder(String home) {
        return Path.of(home, "audit", "log");
    }

    /** Reads it. */
    @Produces
    @ApplicationScoped
    LogReader reader(@ConfigProperty(name = "mesh.home") String home) {
        return new LogReader(folder(home));
    }
}
