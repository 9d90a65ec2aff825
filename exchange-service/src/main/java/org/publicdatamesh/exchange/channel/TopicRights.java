package org.publicdatamesh.exchange.channel;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * A unit that is contained or not active may not read what its topic has, until it is admitted again (Art. 40). The broker does not
 * know the whitelist: its rights follow within seconds.
 */
@ApplicationScoped
class TopicRights {
    private final Mutiny.SessionFactory sessions;
    private final AdmittedUnits units;
    private final UnitTopics topics;

    TopicRights(Mutiny.SessionFactory sessions, AdmittedUnits units, UnitTopics topics) {
        this.sessions = sessions;
        this.units = units;
        this.topics = topics;
    }

    private record Topic(String unit, boolean readable) {}

    @Scheduled(every = "2s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> follow() {
        if (!units.isComplete()) {
            return Uni.createFrom().voidItem();
        }
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select unit, readable from notice_channel where way = 'TOPIC'",
                        columns -> new Topic((String) columns[0], (Boolean) columns[1])))
                .map(all -> all.stream()
                        .filter(topic -> topic.readable() != units.admitted(topic.unit()))
                        .toList())
                .chain(this::change);
    }

    /** One after the other; one that fails is tried again at the next look and holds up none of the others. */
    private Uni<Void> change(List<Topic> changed) {
        Uni<Void> chain = Uni.createFrom().voidItem();
        for (Topic topic : changed) {
            chain = chain.chain(() -> change(topic)
                    .onFailure()
                    .invoke(failure ->
                            Log.errorf(failure, "The right of %s to its topic is changed again.", topic.unit()))
                    .onFailure()
                    .recoverWithNull());
        }
        return chain;
    }

    private Uni<Void> change(Topic topic) {
        return (topic.readable() ? topics.shut(topic.unit()) : topics.make(topic.unit()))
                .chain(() -> sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "update notice_channel set readable = $2 where unit = $1 and way = 'TOPIC'",
                        topic.unit(),
                        !topic.readable())))
                .replaceWithVoid();
    }
}
