package org.publicdatamesh.exchange.backflow;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Stands for the way between two levels until there is one: this exchange is the lower and the upper one. What is sent waits until a
 * test gives it to the other side, as often and in the order that it likes. While they are not joined there is no other level.
 */
@ApplicationScoped
class TwoMeshes implements LevelGateway {
    private final LevelGateway nobody = new NoNeighbours();
    private final List<LevelMessage.Asked> up = new CopyOnWriteArrayList<>();
    private final List<LevelMessage.Told> down = new CopyOnWriteArrayList<>();
    private volatile boolean joined;

    void join(boolean isJoined) {
        joined = isJoined;
        up.clear();
        down.clear();
    }

    void clearDown() {
        down.clear();
    }

    List<LevelMessage.Asked> up() {
        return List.copyOf(up);
    }

    List<LevelMessage.Told> down() {
        return List.copyOf(down);
    }

    @Override
    public Uni<Void> up(Mutiny.Session session, LevelMessage.Asked message) {
        return joined ? Uni.createFrom().voidItem().invoke(() -> up.add(message)) : nobody.up(session, message);
    }

    @Override
    public Uni<Void> down(Mutiny.Session session, String below, LevelMessage.Told message) {
        return joined
                ? Uni.createFrom().voidItem().invoke(() -> down.add(message))
                : nobody.down(session, below, message);
    }
}
