package org.publicdatamesh.exchange.correction;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.portal.DataDoubted;
import org.publicdatamesh.kit.inbox.EventHandler;

/** Doubts that members of the public report at the open portal (Art. 18). */
@ApplicationScoped
class PublicDoubts implements EventHandler<DataDoubted> {
    private final Doubts doubts;

    PublicDoubts(Doubts doubts) {
        this.doubts = doubts;
    }

    @Override
    public Class<DataDoubted> event() {
        return DataDoubted.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<DataDoubted> event) {
        return doubts.take(session, event.data());
    }
}
