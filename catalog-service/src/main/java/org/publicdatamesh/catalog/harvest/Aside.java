package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Works on a worker's thread and goes on where it was asked: a session stays on its own thread. */
final class Aside {
    private Aside() {}

    static <T> Uni<T> on(Callable<T> work) {
        return Uni.createFrom().completionStage(() -> {
            Context context = Vertx.currentContext();
            return context.executeBlocking(work, false).toCompletionStage();
        });
    }
}
