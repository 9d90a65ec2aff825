package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** A problem document for a request that no operation sees, because the server alone would refuse it without a word. */
final class EarlyAnswer {
    private EarlyAnswer() {}

    /** Answers, and closes the connection: what else comes on it may be the rest of this request. */
    static void refuse(RoutingContext request, Refusal refusal, ObjectMapper json) {
        String language = Messages.language(request.request().getHeader("Accept-Language"));
        try {
            request.response()
                    .setStatusCode(refusal.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE.toString())
                    .putHeader("Content-Language", Messages.spoken(language))
                    .putHeader("Connection", "close")
                    .end(json.writeValueAsString(Problem.of(refusal, List.of(), language)))
                    .onComplete(done -> request.request().connection().close());
        } catch (JsonProcessingException e) {
            request.fail(e);
        }
    }
}
