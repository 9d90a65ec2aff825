package org.publicdatamesh.portal.openlist;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.security.ContainmentOrdered;
import org.publicdatamesh.kit.event.security.ContainmentTarget;
import org.publicdatamesh.kit.inbox.EventHandler;

/** Keeps the containment orders that stop open items and their resources (Art. 42). */
@ApplicationScoped
class Orders implements EventHandler<ContainmentOrdered> {
    @Override
    public Class<ContainmentOrdered> event() {
        return ContainmentOrdered.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<ContainmentOrdered> event) {
        ContainmentOrdered order = event.data();
        if (order.target() != ContainmentTarget.OPEN_ITEM && order.target() != ContainmentTarget.RESOURCE) {
            return Uni.createFrom().voidItem();
        }
        return session.createNativeQuery(
                        "insert into containment (order_id, target, target_id, lifted) values (:order, :target, :id,"
                                + " :lifted) on conflict (order_id) do update"
                                + " set lifted = containment.lifted or excluded.lifted")
                .setParameter("order", order.orderId())
                .setParameter("target", order.target().name())
                .setParameter("id", order.targetId().toLowerCase(Locale.ROOT))
                .setParameter("lifted", order.lifted())
                .executeUpdate()
                .replaceWithVoid();
    }
}
