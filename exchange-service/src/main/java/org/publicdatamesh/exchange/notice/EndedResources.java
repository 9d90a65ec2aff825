package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.grant.Grants;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.catalog.ResourceReplaced;
import org.publicdatamesh.kit.event.catalog.ResourceWithdrawn;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Resources that were replaced or withdrawn (Art. 17): they take no new application and no new grant, and whoever holds one is told at
 * once, with the successor, while its grant runs. Both happen with the resource locked, as a grant is made: each grant is either refused
 * or told.
 */
@ApplicationScoped
class EndedResources {
    private final Notices notices;
    private final InstantSource clock;

    EndedResources(Notices notices, InstantSource clock) {
        this.notices = notices;
        this.clock = clock;
    }

    /**
     * A resource's end.
     *
     * @param successorId the resource in its place; null where there is none
     * @param successorName its name
     * @param reasons why
     */
    record End(
            UUID resourceId,
            UUID entryId,
            @Nullable UUID successorId,
            @Nullable String successorName,
            String reasons) {
        NoticeKind kind() {
            return successorId == null ? NoticeKind.WITHDRAWN : NoticeKind.REPLACED;
        }
    }

    /** The resource takes no more, and its holders are told. */
    Uni<Void> ended(Mutiny.Session session, End end) {
        return SharedResource.hold(session, end.resourceId())
                .chain(() -> SessionSql.update(
                        session,
                        "insert into ended_resource (resource_id, successor_id) values ($1, $2) on conflict do nothing",
                        end.resourceId(),
                        end.successorId()))
                .chain(fresh -> fresh == 0 ? Uni.createFrom().voidItem() : told(session, end));
    }

    private Uni<Void> told(Mutiny.Session session, End end) {
        Instant now = clock.instant();
        return Grants.holders(session, end.resourceId(), now)
                .chain((List<Grants.Holder> holders) -> notices.writeEnd(session, end, holders, now));
    }

    /** Another came in its place. */
    @ApplicationScoped
    static class Replacements implements EventHandler<ResourceReplaced> {
        private final EndedResources resources;

        Replacements(EndedResources resources) {
            this.resources = resources;
        }

        @Override
        public Class<ResourceReplaced> event() {
            return ResourceReplaced.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceReplaced> event) {
            ResourceReplaced told = event.data();
            return resources.ended(
                    session,
                    new End(
                            told.resourceId(),
                            told.entryId(),
                            told.successorId(),
                            told.successorName(),
                            told.reasons()));
        }
    }

    /** It was withdrawn without a successor. */
    @ApplicationScoped
    static class Withdrawals implements EventHandler<ResourceWithdrawn> {
        private final EndedResources resources;

        Withdrawals(EndedResources resources) {
            this.resources = resources;
        }

        @Override
        public Class<ResourceWithdrawn> event() {
            return ResourceWithdrawn.class;
        }

        @Override
        public Uni<Void> handle(Mutiny.Session session, Envelope<ResourceWithdrawn> event) {
            ResourceWithdrawn told = event.data();
            return resources.ended(session, new End(told.resourceId(), told.entryId(), null, null, told.reasons()));
        }
    }
}
