package org.publicdatamesh.portal.release;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.exchange.OpenRowsReleased;
import org.publicdatamesh.kit.inbox.EventHandler;

/**
 * Collects the parts of releases. When the last one is there, the release takes the place of the older one in the same
 * transaction; a part of an older release, one that came before, or one for a version that is no longer open changes nothing. Release ids are ordered by time
 * (UUID version 7).
 */
@ApplicationScoped
class ReleasedRows implements EventHandler<OpenRowsReleased> {
    private static final Duration KEPT = Duration.ofHours(1);

    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;

    ReleasedRows(Mutiny.SessionFactory sessions, InstantSource clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public Class<OpenRowsReleased> event() {
        return OpenRowsReleased.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<OpenRowsReleased> event) {
        OpenRowsReleased part = event.data();
        return session.createNativeQuery("insert into release (release_id, resource_id, entry_id, entry_version, items,"
                        + " parts, state, received_at) select :id, :resource, :entry, :version, :items, :parts,"
                        + " 'COMING', :at where not exists (select 1 from release where resource_id = :resource"
                        + " and release_id > :id and state = 'CURRENT') and not exists (select 1 from open_item"
                        + " where entry_id = :entry and version >= :version"
                        + " and (open_since is null or open_since > :version)) on conflict do nothing")
                .setParameter("id", part.releaseId())
                .setParameter("resource", part.resourceId())
                .setParameter("entry", part.entryId())
                .setParameter("version", part.entryVersion())
                .setParameter("items", EventJson.write(part.items()))
                .setParameter("parts", part.parts())
                .setParameter("at", clock.instant())
                .executeUpdate()
                .chain(() -> session.createNativeQuery("insert into release_part (release_id, part, rows)"
                                + " select release_id, :part, :rows from release where release_id = :id"
                                + " and state = 'COMING' on conflict do nothing")
                        .setParameter("id", part.releaseId())
                        .setParameter("part", part.part())
                        .setParameter("rows", EventJson.write(part.rows()))
                        .executeUpdate())
                .chain(added -> added == 0 ? Uni.createFrom().voidItem() : count(session, part));
    }

    private Uni<Void> count(Mutiny.Session session, OpenRowsReleased part) {
        return session.createNativeQuery("update release set received = received + 1, rows = rows + :rows,"
                        + " received_at = :at where release_id = :id")
                .setParameter("rows", (long) part.rows().size())
                .setParameter("at", clock.instant())
                .setParameter("id", part.releaseId())
                .executeUpdate()
                .chain(() -> session.createNativeQuery("with whole as (update release set state = 'CURRENT'"
                                + " where release_id = :id and received = parts returning release_id, resource_id)"
                                + " update release set state = 'SUPERSEDED', superseded_at = :at from whole"
                                + " where release.resource_id = whole.resource_id"
                                + " and release.release_id < whole.release_id and release.state <> 'SUPERSEDED'")
                        .setParameter("id", part.releaseId())
                        .setParameter("at", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Drops what was replaced, once no download can still be reading it. */
    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> sweep() {
        return sessions.withTransaction(session -> session.createNativeQuery(
                        "delete from release where state = 'SUPERSEDED' and superseded_at < :before")
                .setParameter("before", clock.instant().minus(KEPT))
                .executeUpdate()
                .replaceWithVoid());
    }
}
