package org.publicdatamesh.kit.inbox;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * An effect that is one statement on the events' data: a row of another service's facts, kept here. Where all events of a
 * transaction are of its type, claim and effect are one statement and so one way to the database instead of four.
 */
public interface Projection<E extends MeshEvent> extends EventHandler<E> {
    /**
     * The effect: a statement that reads from {@code fresh (nr bigint, data jsonb)}, the data of events that have not had
     * their effect, as they travel, in the order of {@code nr}.
     */
    String sql();

    @Override
    default Uni<Void> handle(Mutiny.Session session, Envelope<E> event) {
        return handleAll(session, List.of(event));
    }

    @Override
    default Uni<Void> handleAll(Mutiny.Session session, List<Envelope<E>> events) {
        String[] data =
                events.stream().map(event -> EventJson.write(event.data())).toArray(String[]::new);
        return SessionSql.update(
                        session,
                        "with fresh as (select nr, cast(given.data as jsonb) as data"
                                + " from unnest($1::text[]) with ordinality as given (data, nr)) "
                                + sql(),
                        (Object) data)
                .replaceWithVoid();
    }

    /** Claims events and lets those that are new take effect, in one statement that is a transaction of its own. */
    default Uni<Void> claimAndHandle(Mutiny.Session session, UUID[] ids, List<Envelope<E>> events) {
        String[] data =
                events.stream().map(event -> EventJson.write(event.data())).toArray(String[]::new);
        return SessionSql.update(
                        session,
                        "with claimed as (insert into inbox (event_id) select unnest($1::uuid[])"
                                + " on conflict do nothing returning event_id),"
                                + " fresh as (select nr, cast(given.data as jsonb) as data"
                                + " from unnest($1::uuid[], $2::text[]) with ordinality as given (id, data, nr)"
                                + " where given.id in (select event_id from claimed)) "
                                + sql(),
                        ids,
                        data)
                .replaceWithVoid();
    }
}
