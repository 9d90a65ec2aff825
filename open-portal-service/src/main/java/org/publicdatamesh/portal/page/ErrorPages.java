package org.publicdatamesh.portal.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.problem.Problem;

/** Errors as pages where a page was asked for: problem documents elsewhere. */
public class ErrorPages {
    private static final String WANTED = ErrorPages.class.getName();
    private static final int BEFORE_THE_FORMAT_PARAMETER = 100;

    /** Bound to {@code templates/ErrorPages}. */
    @CheckedTemplate
    static class Templates {
        private Templates() {}

        static native TemplateInstance error(String lang, int status, String code, @Nullable String instance);
    }

    /** Notes what was asked for, before {@code ?format=} takes its place. */
    @ServerRequestFilter(preMatching = true, priority = BEFORE_THE_FORMAT_PARAMETER)
    public void note(ContainerRequestContext request) {
        String path = request.getUriInfo().getPath();
        boolean page = path.equals("/") || path.startsWith("/items/");
        request.setProperty(WANTED, wantsPage(request.getHeaderString(HttpHeaders.ACCEPT), page));
    }

    /** Puts a page in the place of a problem document. */
    @ServerResponseFilter
    public void page(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(response.getEntity() instanceof Problem problem) || !Boolean.TRUE.equals(request.getProperty(WANTED))) {
            return;
        }
        String lang = PortalPage.language(
                request.getUriInfo().getQueryParameters().getFirst("lang"), request.getAcceptableLanguages());
        response.setEntity(
                PortalPage.render(Templates.error(lang, problem.status(), problem.code(), problem.instance()), lang),
                new Annotation[0],
                MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        PortalPage.headers(lang).forEach((name, value) -> response.getHeaders().putSingle(name, value));
    }

    /**
     * Whether the Accept header prefers HTML to what programs read.
     *
     * @param page whether the address is a page's, so that HTML is what anything means
     */
    static boolean wantsPage(@Nullable String accept, boolean page) {
        double html = 0;
        double other = 0;
        double anything = accept == null ? 1 : 0;
        for (String part : accept == null ? new String[0] : accept.split(",", 50)) {
            String type = part.split(";", 2)[0].strip();
            double quality = quality(part);
            switch (type) {
                case "text/html", "application/xhtml+xml" -> html = Math.max(html, quality);
                case "*/*" -> anything = Math.max(anything, quality);
                default -> {
                    if (type.endsWith("json") || type.equals("text/csv")) {
                        other = Math.max(other, quality);
                    }
                }
            }
        }
        return html > 0 ? html >= other : page && anything > 0 && other == 0;
    }

    private static double quality(String part) {
        int at = part.indexOf("q=");
        if (at < 0) {
            return 1;
        }
        String number = part.substring(at + 2).strip();
        return number.matches("[01](\\.\\d{0,3})?") ? Double.parseDouble(number) : 0;
    }
}
