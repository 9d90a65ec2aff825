package org.publicdatamesh.catalog.secrecy;

import io.quarkus.logging.Log;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.problem.Messages;
import org.publicdatamesh.kit.problem.Problem;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** Makes cases of what was refused, and then answers; where no case can be made the answer is 503, and nothing was kept either. */
public class SuspectedSecrets {
    private static final Refusal AWAY =
            Refusal.of(503, "temporarily-unavailable", "The platform cannot answer now; try again.");
    private static final Pattern ENTRY = Pattern.compile("/entries/([0-9a-fA-F-]{36})(?:/|$)");

    private final Cases cases;
    private final RulesInForce rules;
    private final Caller caller;

    SuspectedSecrets(Cases cases, RulesInForce rules, Caller caller) {
        this.cases = cases;
        this.rules = rules;
        this.caller = caller;
    }

    /** A request with texts that look like secrets. */
    @ServerExceptionMapper(priority = 1)
    public Uni<Response> suspected(SuspectedSecret e, HttpHeaders headers, UriInfo uri, ResourceInfo resource) {
        String language = Messages.language(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
        Actor actor = caller.as(Roles.ALL.toArray(String[]::new));
        String operation =
                resource.getResourceMethod().getAnnotation(Operation.class).operationId();
        SuspectedSecret.Standing standing = e.standing();
        Cases.Origin origin = standing == null
                ? Cases.Origin.refused(operation, actor, entry(uri.getPath()))
                : Cases.Origin.standing(operation, actor, standing);
        Context context = Vertx.currentContext();
        return Uni.createFrom()
                .deferred(() -> cases.recordApart(e.suspicions(), origin, rules.current()))
                .runSubscriptionOn(task -> context.runOnContext(ignored -> task.run()))
                .map(recorded -> answer(e.answer(), language))
                .onFailure()
                .recoverWithItem(failure -> {
                    Log.warnf("A suspected secret was refused, and no case could be made: %s", failure.getClass());
                    return answer(new RefusedException(AWAY), language);
                });
    }

    private static Response answer(RefusedException refused, String language) {
        return Problem.of(refused.refusal(), refused.violations(), language).response(language);
    }

    private static @Nullable UUID entry(String path) {
        Matcher matcher = ENTRY.matcher(path);
        try {
            return matcher.find() ? UUID.fromString(matcher.group(1)) : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
