package org.publicdatamesh.catalog.dcat;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** {@code ?format=ttl} in a link means what {@code Accept: text/turtle} means in a header, and wins over it. */
public class FormatParameter {
    /** Puts the format in the place of the Accept header, before a method is chosen. */
    @ServerRequestFilter(preMatching = true)
    public void format(ContainerRequestContext request) {
        String format = request.getUriInfo().getQueryParameters().getFirst("format");
        if (format != null && request.getUriInfo().getPath().startsWith("/api/v1/dcat/")) {
            Syntax.named(format).ifPresent(syntax -> request.getHeaders()
                    .putSingle(
                            HttpHeaders.ACCEPT,
                            syntax.type().getType() + "/" + syntax.type().getSubtype()));
        }
    }
}
