package org.publicdatamesh.portal.openlist;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.inbox.EventHandler;

/** Keeps the names of units, for people who do not know their ids. */
@ApplicationScoped
class UnitNames implements EventHandler<UnitRegistered> {
    @Override
    public Class<UnitRegistered> event() {
        return UnitRegistered.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<UnitRegistered> event) {
        return session.createNativeQuery("insert into unit_name (unit, name, as_of) values (:unit, :name, :at)"
                        + " on conflict (unit) do update set name = excluded.name, as_of = excluded.as_of"
                        + " where unit_name.as_of <= excluded.as_of")
                .setParameter("unit", event.data().unit())
                .setParameter("name", EventJson.write(event.data().name()))
                .setParameter("at", event.time())
                .executeUpdate()
                .replaceWithVoid();
    }
}
