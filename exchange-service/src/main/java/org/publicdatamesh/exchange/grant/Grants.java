package org.publicdatamesh.exchange.grant;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.exchange.deadline.DeadlineHandler;
import org.publicdatamesh.exchange.deadline.DeadlineKind;
import org.publicdatamesh.exchange.deadline.Deadlines;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.GrantEnd;
import org.publicdatamesh.kit.event.exchange.GrantEnded;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/** Makes grants and ends them with their term. The gate looks at the clock itself: it needs no sweep to refuse. */
@ApplicationScoped
public class Grants implements DeadlineHandler {
    private final Outbox outbox;

    Grants(Outbox outbox) {
        this.outbox = outbox;
    }

    /** Makes the grant, its end and its event, in the caller's transaction. */
    public Uni<Void> make(Mutiny.Session session, ShareApproved approved) {
        Grant grant = new Grant();
        grant.id = approved.grantId();
        grant.applicationId = approved.applicationId();
        grant.entryId = approved.entryId();
        grant.resourceId = approved.resourceId();
        grant.provider = approved.provider();
        grant.consumer = approved.consumer();
        grant.items = EventJson.write(approved.items());
        grant.rowFilter = EventJson.write(approved.rowFilter());
        grant.masks = EventJson.write(approved.masks());
        grant.purpose = approved.purpose();
        grant.validFrom = approved.validFrom();
        grant.validUntil = approved.validUntil();
        grant.rowsPerDay = approved.rowsPerDay();
        grant.state = GrantState.ALIVE;
        return session.persist(grant)
                .chain(session::flush)
                .chain(() -> Deadlines.set(session, DeadlineKind.GRANT_END, grant.id, grant.validUntil))
                .chain(() -> outbox.publish(session, grant.id.toString(), approved));
    }

    /**
     * Who holds a resource.
     *
     * @param grantId the grant
     * @param unit the holder's unit
     */
    public record Holder(UUID grantId, String unit) {}

    /** Who holds the resource at that time under a grant that was made; call with the resource locked. */
    public static Uni<List<Holder>> holders(Mutiny.Session session, UUID resource, Instant now) {
        return SessionSql.select(
                session,
                "select id, consumer from share_grant where resource_id = $1 and state = 'ALIVE' and valid_until > $2"
                        + " order by id",
                columns -> new Holder((UUID) columns[0], (String) columns[1]),
                resource,
                now.atOffset(ZoneOffset.UTC));
    }

    @Override
    public DeadlineKind kind() {
        return DeadlineKind.GRANT_END;
    }

    @Override
    public Class<?> matter() {
        return Grant.class;
    }

    @Override
    public Uni<Void> due(Mutiny.Session session, UUID subject) {
        return session.find(Grant.class, subject).chain(grant -> {
            if (grant.state != GrantState.ALIVE) {
                return Uni.createFrom().voidItem();
            }
            grant.state = GrantState.EXPIRED;
            grant.endedAt = grant.validUntil;
            return outbox.publish(
                    session,
                    grant.id.toString(),
                    new GrantEnded(
                            grant.id,
                            grant.entryId,
                            grant.resourceId,
                            grant.provider,
                            grant.consumer,
                            GrantEnd.EXPIRED,
                            grant.validUntil,
                            null));
        });
    }
}
