package org.publicdatamesh.exchange.pool;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Work that takes long, beside the thread that a session is bound to. */
final class Aside {
    private Aside() {}

    /** Works on another thread, and goes on where it was called. */
    static <T> Uni<T> run(Callable<T> work) {
        return Uni.createFrom().completionStage(() -> {
            Context context = Vertx.currentContext();
            return context.executeBlocking(work, false).toCompletionStage();
        });
    }
}
