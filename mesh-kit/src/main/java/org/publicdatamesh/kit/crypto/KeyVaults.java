package org.publicdatamesh.kit.crypto;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's vault: {@code <mesh.home>/<service>/keys.p12}, opened with {@code mesh.keys.password} on first use. */
@ApplicationScoped
class KeyVaults {
    @Produces
    @ApplicationScoped
    KeyVault vault(
            @ConfigProperty(name = "mesh.home") String home,
            @ConfigProperty(name = "quarkus.application.name") String application,
            @ConfigProperty(name = "mesh.keys.password") String password) {
        return FileKeyVault.open(Path.of(home, application, "keys.p12"), password);
    }
}
