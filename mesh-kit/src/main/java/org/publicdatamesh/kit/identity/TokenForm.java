package org.publicdatamesh.kit.identity;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/**
 * A bearer token with an empty part is no token (RFC 7519). The framework's reader takes a part for granted and fails on
 * some of them, so it gets another text that is none, and the caller the challenge that every bad token gets.
 */
@ApplicationScoped
class TokenForm {
    private static final int BEFORE_IDENTITY = 110;
    private static final Pattern EMPTY_PART = Pattern.compile("(?i)Bearer\\s+(\\..*|.*\\.|.*\\.\\..*)\\s*");

    void register(@Observes Filters filters) {
        filters.register(TokenForm::check, BEFORE_IDENTITY);
    }

    private static void check(RoutingContext request) {
        String authorization = request.request().getHeader("Authorization");
        if (authorization != null && EMPTY_PART.matcher(authorization).matches()) {
            request.request().headers().set("Authorization", "Bearer malformed");
        }
        request.next();
    }
}
