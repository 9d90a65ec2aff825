package org.publicdatamesh.exchange.channel;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.pubsub.PgSubscriber;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.publicdatamesh.exchange.notice.Notices;

/** Hears from PostgreSQL that notices were committed, whichever replica wrote them, on a connection of its own. */
@ApplicationScoped
class NoticeSignal {
    private static final long AGAIN_MS = 1_000;

    private final Dispatcher dispatcher;
    private final Vertx vertx;
    private final PgSubscriber subscriber;
    private volatile boolean over;

    NoticeSignal(
            Dispatcher dispatcher,
            Vertx vertx,
            @ConfigProperty(name = "quarkus.datasource.reactive.url") String url,
            @ConfigProperty(name = "quarkus.datasource.username") String user,
            @ConfigProperty(name = "quarkus.datasource.password") String password) {
        this.dispatcher = dispatcher;
        this.vertx = vertx;
        this.subscriber = PgSubscriber.subscriber(
                        vertx, PgConnectOptions.fromUri(url).setUser(user).setPassword(password))
                .reconnectPolicy(tries -> over ? -1L : AGAIN_MS);
    }

    void listen(@Observes StartupEvent event) {
        subscriber.channel(Notices.SIGNAL).handler(told -> dispatcher.wake());
        connect();
    }

    private void connect() {
        subscriber.connect().onFailure(failure -> {
            if (!over) {
                Log.warnf("New notices are not heard of yet, only looked for: %s", failure.getMessage());
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
