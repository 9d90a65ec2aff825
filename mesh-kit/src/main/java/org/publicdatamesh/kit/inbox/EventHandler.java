package org.publicdatamesh.kit.inbox;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.MeshEvent;

/**
 * The effect of one type of event on a service's own database. Implementations are CDI beans. The event is claimed in
 * the inbox in the same transaction, so an effect happens once however often the event is delivered.
 */
public interface EventHandler<E extends MeshEvent> {
    /** The event it handles. */
    Class<E> event();

    /** The effect of one event, within the session's transaction. */
    Uni<Void> handle(Mutiny.Session session, Envelope<E> event);

    /** The effect of several events in their order; overridden where one statement can serve them all. */
    default Uni<Void> handleAll(Mutiny.Session session, List<Envelope<E>> events) {
        if (events.size() == 1) {
            return handle(session, events.getFirst());
        }
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Envelope<E> event : events) {
            chain = chain.chain(() -> EventSpans.around(List.of(event), () -> handle(session, event)));
        }
        return chain;
    }

    /** Called after the commit, for what is kept in memory. Must not fail. */
    default void committed(List<Envelope<E>> events) {}
}
