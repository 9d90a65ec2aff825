package org.publicdatamesh.exchange.backflow;

import io.quarkus.arc.DefaultBean;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** The gateway of an exchange that no other level is joined to. */
@ApplicationScoped
@DefaultBean
class NoNeighbours implements LevelGateway {
    private static final Refusal NO_LEVEL_ABOVE = Refusal.of(
            409, "no-level-above", "No level above is configured on this platform; requests cannot be passed up.");

    @Override
    public Uni<Void> up(Mutiny.Session session, LevelMessage.Asked message) {
        return Uni.createFrom().failure(new RefusedException(NO_LEVEL_ABOVE));
    }

    @Override
    public Uni<Void> down(Mutiny.Session session, String below, LevelMessage.Told message) {
        return Uni.createFrom().failure(new IllegalStateException("no level is joined to this one: " + below));
    }
}
