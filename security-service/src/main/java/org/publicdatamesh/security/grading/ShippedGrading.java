package org.publicdatamesh.security.grading;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.VertxContextSupport;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.security.GradingIssued;
import org.publicdatamesh.kit.grading.GradingFaults;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Issues the first edition, which comes with the service, at the first start: once, however many replicas start. Afterwards
 * editions are the authority's alone; another version of the file changes nothing.
 */
@ApplicationScoped
class ShippedGrading {
    private static final String FILE = "/grading/first-edition.json";
    private static final String INSERT = "insert into grading_edition (id, edition, title, rules, state, authors,"
            + " changed_at, issued_by, issued_at, in_force_from, lock_version)"
            + " values ($1, 1, $2, $3, 'ISSUED', array['platform'], $4, 'platform', $4, $4, 0) on conflict do nothing";

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final InstantSource clock;

    ShippedGrading(Mutiny.SessionFactory sessions, Outbox outbox, InstantSource clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) throws Throwable {
        boolean issued = VertxContextSupport.subscribeAndAwait(this::issue);
        if (issued) {
            Log.info("The first edition of the grading rules is issued.");
        }
    }

    /** Issues it where no edition is there; gives whether it did. */
    Uni<Boolean> issue() {
        NewGrading shipped = read();
        UUID id = Outbox.newId();
        Instant now = clock.instant();
        return sessions.withTransaction(session -> SessionSql.update(
                        session,
                        INSERT,
                        id,
                        shipped.title(),
                        EventJson.write(shipped.rules()),
                        now.atOffset(ZoneOffset.UTC))
                .chain(rows -> rows == 0
                        ? Uni.createFrom().item(false)
                        : outbox.publish(
                                        session,
                                        Gradings.KEY,
                                        new GradingIssued(id, 1, shipped.title(), now, shipped.rules(), null))
                                .replaceWith(true)));
    }

    /** The edition as it is shipped. */
    static NewGrading read() {
        try (InputStream in = ShippedGrading.class.getResourceAsStream(FILE)) {
            NewGrading shipped = EventJson.MAPPER.readValue(in, NewGrading.class);
            List<Violation> faults = GradingFaults.in(shipped.rules(), Set.of());
            if (!faults.isEmpty()) {
                throw new IllegalStateException("The shipped grading rules are none: " + faults);
            }
            return shipped;
        } catch (IOException e) {
            throw new IllegalStateException("The shipped grading rules cannot be read", e);
        }
    }
}
