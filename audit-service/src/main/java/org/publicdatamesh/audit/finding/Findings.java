package org.publicdatamesh.audit.finding;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.audit.FindingRecorded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.rest.Paging;

/** Keeps findings and publishes them. */
@ApplicationScoped
class Findings {
    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;

    Findings(Mutiny.SessionFactory sessions, Outbox outbox) {
        this.sessions = sessions;
        this.outbox = outbox;
    }

    /** Keeps a finding and publishes it, with the session's transaction. */
    Uni<Void> record(Mutiny.Session session, Envelope<?> cause, FindingRecorded finding) {
        return session.persist(new Finding(finding, cause.id()))
                .chain(() -> outbox.publish(session, finding.findingId().toString(), finding, cause.traceparent()));
    }

    /** Findings in the order of their ids, one more than the page holds. */
    Uni<List<Finding>> find(@Nullable String unit, @Nullable String rule, Paging paging) {
        UUID after = paging.afterId();
        return sessions.withSession(session -> session.createSelectionQuery(
                        "from Finding f where f.id > :after and (:unit = '' or f.unit = :unit)"
                                + " and (:rule = '' or f.rule = :rule) order by f.id",
                        Finding.class)
                .setParameter("after", after)
                .setParameter("unit", unit == null ? "" : unit)
                .setParameter("rule", rule == null ? "" : rule)
                .setMaxResults(paging.limit() + 1)
                .getResultList());
    }
}
