package org.publicdatamesh.catalog.rights;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The register of rights. */
@ConfigMapping(prefix = "mesh.catalog.rights")
public interface RightsConfig {
    /** The register's name in certificates and keys, without spaces and plus signs. Keep it once certificates are out. */
    @WithDefault("mesh/rights")
    String register();
}
