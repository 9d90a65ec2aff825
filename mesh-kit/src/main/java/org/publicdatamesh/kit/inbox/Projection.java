package org.publicdatamesh.kit.inbox;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * An effect that is one statement on the events' data: a row of another service's facts, kept here. Where all events of a
 * transaction are of its type, claim and effect are one statement and so one way to the database instead of four.
 */
public interface Projection<E extends MeshEvent> extends EventHandler<E> {
    /** Where its statement begins. Materialized, or PostgreSQL would parse the text again for each field that is read. */
    String FRESH = "fresh as materialized (select nr, cast(given.data as jsonb) as data from ";

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
                        "with " + FRESH + "unnest($1::text[]) with ordinality as given (data, nr)) " + sql(),
                        (Object) data)
                .replaceWithVoid();
    }

    /**
     * Claims events and lets those that are new take effect, in one statement that is a transaction of its own; it needs no
     * session.
     *
     * @param before the last claim of the transaction before; null where it is known to be on the disk
     * @param ids the events, each once
     * @param data their data as they travel, JSON
     * @return false where the claim before is not there: then nothing was done, see {@link Inbox#receive}
     */
    default Uni<Boolean> claimAndHandle(Pool pool, @Nullable UUID before, UUID[] ids, String[] data) {
        return pool.preparedQuery("with " + Inbox.CLAIM + ", " + FRESH
                        + "unnest($2::uuid[], $3::text[]) with ordinality as given (id, data, nr)"
                        + " where given.id in (select event_id from claimed)), effect as ("
                        + sql() + ") select intact from chain")
                .execute(Tuple.from(Arrays.asList(before, ids, data)))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }
}
