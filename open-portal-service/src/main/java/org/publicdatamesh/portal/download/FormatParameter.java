package org.publicdatamesh.portal.download;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** {@code ?format=csv} in a link means what {@code Accept: text/csv} means in a header, and wins over it. */
public class FormatParameter {
    /** Formats, with the media type that each means. */
    static final Map<String, String> ACCEPTED = Map.of("csv", "text/csv", "json", MediaType.APPLICATION_JSON);

    /** Puts the format in the place of the Accept header, before a method is chosen. */
    @ServerRequestFilter(preMatching = true)
    public void format(ContainerRequestContext request) {
        String format = request.getUriInfo().getQueryParameters().getFirst("format");
        String type = format == null ? null : ACCEPTED.get(format);
        if (type != null && request.getUriInfo().getPath().endsWith("/rows")) {
            request.getHeaders().putSingle(HttpHeaders.ACCEPT, type);
        }
    }
}
