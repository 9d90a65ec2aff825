package org.publicdatamesh.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** A problem document for a request that no operation sees, because the server alone would refuse it without a word. */
final class EarlyAnswer {
    /** How long the rest of a refused body is let come, in milliseconds. */
    private static final long LONGEST_REST = 5_000;

    private EarlyAnswer() {}

    /** Answers, and closes the connection: what else comes on it may be the rest of this request. */
    static void refuse(RoutingContext request, Refusal refusal, ObjectMapper json) {
        String language = Messages.language(request.request().getHeader("Accept-Language"));
        String problem;
        try {
            problem = json.writeValueAsString(Problem.of(refusal, List.of(), language));
        } catch (JsonProcessingException e) {
            request.fail(e);
            return;
        }
        request.response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE.toString())
                .putHeader("Content-Language", Messages.spoken(language))
                .putHeader("Connection", "close")
                .end(problem)
                .onComplete(done -> closeAfterTheRest(request));
    }

    /**
     * Closes once the client has sent what it is sending. A connection that is closed while more comes is reset, and takes the
     * answer from a client that has not read it yet (RFC 9112, 9.6).
     */
    private static void closeAfterTheRest(RoutingContext request) {
        HttpServerRequest coming = request.request();
        HttpConnection connection = coming.connection();
        if (coming.isEnded()) {
            connection.close();
            return;
        }
        long latest = request.vertx().setTimer(LONGEST_REST, due -> connection.close());
        coming.handler(dropped -> {});
        coming.exceptionHandler(broken -> {
            request.vertx().cancelTimer(latest);
            connection.close();
        });
        coming.endHandler(over -> {
            request.vertx().cancelTimer(latest);
            connection.close();
        });
        coming.resume();
    }
}
