package org.publicdatamesh.catalog.watch;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;

/** Hears from PostgreSQL that something that happened was committed, whichever replica wrote it, on a connection of its own. */
@ApplicationScoped
class HappeningSignal {
    private static final String CHANNEL = "watch_happening";
    private static final long AGAIN_MS = 1_000;

    private final NoticeMaking notices;
    private final Vertx vertx;
    private final PgSubscriber subscriber;
    private volatile boolean over;

    HappeningSignal(
            NoticeMaking notices,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.notices = notices;
        this.vertx = vertx;
        this.subscriber = PgSubscriber.subscriber(
                        vertx, PgConnectOptions.fromUri(url).setUser(user).setPassword(password))
                .reconnectPolicy(tries -> over ? -1L : AGAIN_MS);
    }

    /** Told when the transaction commits, and not where it is rolled back. */
    static Uni<Void> give(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        "select cast(pg_notify($1, '') as text)",
                        columns -> String.valueOf(columns[0]),
                        CHANNEL)
                .replaceWithVoid();
    }

    void listen(@Observes StartupEvent event) {
        subscriber.channel(CHANNEL).handler(told -> notices.wake());
        connect();
    }

    private void connect() {
        subscriber.connect().onFailure(failure -> {
            if (!over) {
                Log.warnf("What happens to entries is not heard of yet, only looked for: %s", failure.getMessage());
                vertx.setTimer(AGAIN_MS, id -> connect());
            }
        });
    }

    @PreDestroy
    void close() {
        over = true;
        var _ = subscriber.close();
    }
}
