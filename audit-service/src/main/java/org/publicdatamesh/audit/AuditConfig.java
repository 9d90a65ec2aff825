package org.publicdatamesh.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The service's own settings. */
@ConfigMapping(prefix = "mesh.audit")
public interface AuditConfig {
    /** The log's name in checkpoints and keys (C2SP origin). It can never change for a log that exists. */
    @WithDefault("mesh/audit")
    String origin();
}
