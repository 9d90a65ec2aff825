package org.publicdatamesh.catalog.dcat;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** How the catalogue names itself to others. */
@ConfigMapping(prefix = "mesh.catalog.dcat")
public interface DcatConfig {
    /**
     * Address under which others reach this service. It begins every IRI of the metadata, so it should never change; it is
     * not taken from requests, which could name any host.
     */
    @WithDefault("http://127.0.0.1:${quarkus.http.port:8080}")
    URI base();

    /** Address of the open portal, where open data is had; entries then name their page there. */
    Optional<URI> openPortal();

    /** Licence of the open data and of this metadata; none is stated where the authority has set none. */
    Optional<URI> licence();

    /** The catalogue's title, in Chinese. */
    @WithDefault("公共数据目录")
    String title();

    /** What the catalogue is, in Chinese. */
    @WithDefault("本级公共事务管理部门和公共服务机构经主管部门审核发布的公共数据目录")
    String description();

    /** Name of the authority while its own record has not come. */
    @WithDefault("公共数据主管部门")
    String authority();
}
