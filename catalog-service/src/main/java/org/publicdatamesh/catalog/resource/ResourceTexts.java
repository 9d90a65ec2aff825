package org.publicdatamesh.catalog.resource;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.event.catalog.ResourceWithdrawn;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Where resources are had, why they ended, and the systems that they come from, as texts that may turn out to be secret. A resource's
 * name and present system are looked at with its entry, which is withheld for them.
 */
final class ResourceTexts {
    private static final String NONE = "-";

    private ResourceTexts() {}

    /** Where resources are had, and why they ended. */
    @ApplicationScoped
    static class OfResources implements StandingRecords {
        private static final String STANDING =
                "select r.id, r.unit, r.kind, r.source, r.end_reasons, r.replaced_by from entry e"
                        + " join resource r on r.entry_id = e.id where e.state <> 'WITHHELD' and r.id ";

        private final Outbox outbox;
        private final InstantSource clock;

        OfResources(Outbox outbox, InstantSource clock) {
            this.outbox = outbox;
            this.clock = clock;
        }

        @Override
        public String kind() {
            return "attached-resource";
        }

        private static Standing of(@Nullable Object[] columns) {
            UUID id = Objects.requireNonNull((UUID) columns[0]);
            List<Record> texts = new ArrayList<>();
            Source source = Source.read(id, (String) columns[3]);
            if (source != null) {
                ResourceKind kind = ResourceKind.valueOf(String.valueOf(columns[2]));
                texts.add(new Attachment(
                        kind, NONE, NONE, null, null, null, source.service(), source.file(), source.model()));
            }
            String ended = (String) columns[4];
            if (ended != null) {
                UUID successor = (UUID) columns[5];
                texts.add(successor == null ? new ResourceWithdrawal(ended) : new Replacement(successor, ended));
            }
            return new Standing(id, String.valueOf(columns[1]), texts);
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return SessionSql.select(session, STANDING + "> $1 order by r.id limit " + most, OfResources::of, after);
        }

        @Override
        public String written() {
            return "select id from resource where " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return SessionSql.select(
                    session, STANDING + "= any($1) order by r.id", OfResources::of, (Object) ids.toArray(UUID[]::new));
        }

        /** Without where it is had a resource is not offered: one that is there still is taken back, and told to be. */
        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return session.find(Resource.class, id, LockModeType.PESSIMISTIC_WRITE)
                    .call(() -> forgotten(session, id))
                    .chain(resource -> {
                        if (resource == null) {
                            return Uni.createFrom().voidItem();
                        }
                        resource.source = null;
                        if (!resource.state.standing()) {
                            resource.endReasons = NONE;
                            return session.flush();
                        }
                        resource.withdrawn(by.person(), NONE, clock.instant());
                        return session.flush()
                                .chain(() -> outbox.publish(
                                        session,
                                        id.toString(),
                                        new ResourceWithdrawn(
                                                id,
                                                resource.entryId,
                                                resource.unit,
                                                resource.kind,
                                                resource.name,
                                                NONE,
                                                by)));
                    });
        }

        /** Checks of rounds stay without what was measured: a round counts each of its resources. */
        private static Uni<Void> forgotten(Mutiny.Session session, UUID id) {
            return StandingRecords.eraseTold(session, id)
                    .chain(() -> SessionSql.update(
                            session, "delete from resource_check where resource_id = $1 and round_id is null", id))
                    .chain(() -> SessionSql.update(
                            session,
                            "update resource_check set measured = null, declared = null where resource_id = $1",
                            id))
                    .replaceWithVoid();
        }
    }

    /** The systems that resources come from, or came. */
    @ApplicationScoped
    static class OfSystems implements StandingRecords {
        private static final String STANDING =
                "select s.id, r.unit, s.name, s.code, s.responsible_unit, s.since, s.reasons, r.kind from entry e"
                        + " join resource r on r.entry_id = e.id join data_system s on s.resource_id = r.id"
                        + " where e.state <> 'WITHHELD' and s.id ";

        @Override
        public String kind() {
            return "data-system";
        }

        private static Standing of(@Nullable Object[] columns) {
            String name = String.valueOf(columns[2]);
            String code = (String) columns[3];
            String responsible = String.valueOf(columns[4]);
            LocalDate since = Objects.requireNonNull((LocalDate) columns[5]);
            String reasons = (String) columns[6];
            ResourceKind kind = ResourceKind.valueOf(String.valueOf(columns[7]));
            // The first system was stated with the resource.
            return new Standing(
                    Objects.requireNonNull((UUID) columns[0]),
                    String.valueOf(columns[1]),
                    List.of(
                            reasons == null
                                    ? new Attachment(kind, NONE, name, code, responsible, since, null, null, null)
                                    : new SystemChange(name, code, responsible, since, reasons)));
        }

        @Override
        public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
            return SessionSql.select(session, STANDING + "> $1 order by s.id limit " + most, OfSystems::of, after);
        }

        @Override
        public String written() {
            return "select id from data_system where " + WRITTEN;
        }

        @Override
        public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
            return SessionSql.select(
                    session, STANDING + "= any($1) order by s.id", OfSystems::of, (Object) ids.toArray(UUID[]::new));
        }

        /** That there was a system, from when to when, stays. */
        @Override
        public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
            return SessionSql.select(
                            session,
                            "select resource_id from data_system where id = $1",
                            columns -> (UUID) columns[0],
                            id)
                    .chain(found ->
                            found.isEmpty() ? Uni.createFrom().voidItem() : erase(session, id, found.getFirst()));
        }

        private static Uni<Void> erase(Mutiny.Session session, UUID id, UUID resource) {
            return SessionSql.update(
                            session,
                            "update resource r set information_system = '-', lock_version = lock_version + 1"
                                    + " from data_system s where s.id = $1 and r.id = s.resource_id and s.until is null",
                            id)
                    .chain(() -> SessionSql.update(
                            session,
                            "update data_system set name = '-', code = null,"
                                    + " reasons = case when reasons is null then null else '-' end where id = $1",
                            id))
                    .chain(() -> StandingRecords.eraseTold(session, resource))
                    .chain(() -> StandingRecords.eraseAnswers(session, id));
        }
    }
}
