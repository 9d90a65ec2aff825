package org.publicdatamesh.kit.sql;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.concurrent.Callable;

/** Works on a worker's thread and goes on where it was asked: a session stays on its own thread. */
public final class Aside {
    private Aside() {}

    /** Computes on a worker's thread; the caller is on a Vert.x context. */
    public static <T> Uni<T> on(Callable<T> work) {
        return Uni.createFrom().completionStage(() -> {
            Context context = Vertx.currentContext();
            return context.executeBlocking(work, false).toCompletionStage();
        });
    }
}
