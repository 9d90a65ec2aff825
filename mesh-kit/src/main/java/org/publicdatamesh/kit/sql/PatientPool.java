package org.publicdatamesh.kit.sql;

import io.quarkus.reactive.pg.client.PgPoolCreator;
import io.vertx.pgclient.PgBuilder;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service's pool, which does not let anyone wait for a connection for ever: after a time it is refused (503). */
@Singleton
class PatientPool implements PgPoolCreator {
    private final Duration patience;

    PatientPool(@ConfigProperty(name = "mesh.db.acquisition-timeout", defaultValue = "PT5S") Duration patience) {
        this.patience = patience;
    }

    @Override
    public Pool create(Input input) {
        PoolOptions options = new PoolOptions(input.poolOptions())
                .setConnectionTimeout(Math.toIntExact(patience.toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS);
        return PgBuilder.pool()
                .with(options)
                .connectingTo(List.copyOf(input.pgConnectOptionsList()))
                .using(input.vertx())
                .build();
    }
}
