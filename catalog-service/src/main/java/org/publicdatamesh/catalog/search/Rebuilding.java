package org.publicdatamesh.catalog.search;

import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.index.IndexedEntry;

/** Reads all published entries for the index, on a thread of its own. */
@ApplicationScoped
class Rebuilding {
    private static final int PAGE = 500;
    private static final long AGAIN_AFTER_S = 5;

    private final Mutiny.SessionFactory sessions;
    private final Vertx vertx;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("search-rebuild").daemon().factory());

    Rebuilding(Mutiny.SessionFactory sessions, Vertx vertx) {
        this.sessions = sessions;
        this.vertx = vertx;
    }

    @PreDestroy
    void end() {
        thread.shutdownNow();
    }

    void run(Runnable rebuild) {
        thread.execute(rebuild);
    }

    void runLater(Runnable rebuild) {
        var _ = thread.schedule(rebuild, AGAIN_AFTER_S, TimeUnit.SECONDS);
    }

    /** All published entries as they are read, page by page. */
    Stream<IndexedEntry> entries() {
        AtomicReference<UUID> last = new AtomicReference<>(new UUID(0, 0));
        return Multi.createBy()
                .repeating()
                .uni(() -> page(Objects.requireNonNull(last.get())).invoke(page -> {
                    if (!page.isEmpty()) {
                        last.set(page.getLast().id());
                    }
                }))
                .whilst(page -> page.size() == PAGE)
                .onItem()
                .<PublishedEntry>disjoint()
                .map(Indexing::indexed)
                .subscribe()
                .asStream();
    }

    /** Reactive sessions live on an event loop. */
    private Uni<List<PublishedEntry>> page(UUID after) {
        return Uni.createFrom().emitter(emitter -> {
            Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
            VertxContextSafetyToggle.setContextSafe(context, true);
            context.runOnContext(
                    ignored -> sessions.withSession(session -> PublishedEntries.after(session, after, PAGE))
                            .subscribe()
                            .with(emitter::complete, emitter::fail));
        });
    }
}
