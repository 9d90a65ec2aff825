package org.publicdatamesh.catalog.harvest;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.HarvestSourceChanged;
import org.publicdatamesh.kit.event.catalog.HarvestSourceRegistered;
import org.publicdatamesh.kit.event.catalog.HarvestSourceRemoved;
import org.publicdatamesh.kit.http.GuardedFetch;
import org.publicdatamesh.kit.identity.AdmittedUnits;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.sql.SessionSql;

/** Sources as the authority declares, changes and removes them, and runs that it asks for. */
@ApplicationScoped
class Sources {
    private static final Refusal IN_PROGRESS =
            Refusal.of(409, "harvest-in-progress", "A harvest of this source is under way, or waits to begin.");

    private final Outbox outbox;
    private final GuardedFetch fetch;
    private final HarvestConfig config;
    private final AdmittedUnits units;
    private final Caller caller;
    private final InstantSource clock;

    Sources(
            Outbox outbox,
            GuardedFetch fetch,
            HarvestConfig config,
            AdmittedUnits units,
            Caller caller,
            InstantSource clock) {
        this.outbox = outbox;
        this.fetch = fetch;
        this.config = config;
        this.units = units;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<HarvestSource> register(Mutiny.Session session, DeclaredSource declared) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        refuse(declared);
        Instant now = clock.instant();
        HarvestSource source = new HarvestSource(Outbox.newId(), now);
        source.nextRunAt = now;
        declare(source, declared, now);
        return session.persist(source)
                .chain(() -> outbox.publish(
                        session,
                        source.id.toString(),
                        new HarvestSourceRegistered(
                                source.id, source.title, source.address, source.unit, source.enabled, actor)))
                .chain(session::flush)
                .replaceWith(source);
    }

    /** Changes it; a run that is under way ends. Another address is read anew, and soon. */
    Uni<HarvestSource> change(Mutiny.Session session, UUID id, @Nullable String ifMatch, DeclaredSource declared) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        return locked(session, id)
                .invoke(source -> {
                    IfMatch.require(ifMatch, source.lockVersion);
                    refuse(declared);
                })
                .call(source -> {
                    Instant now = clock.instant();
                    boolean elsewhere = !source.address.equals(declared.address());
                    if (elsewhere || !source.enabled) {
                        source.nextRunAt = now;
                    }
                    source.conditional &= !elsewhere;
                    declare(source, declared, now);
                    source.leaseRun = null;
                    source.leaseUntil = null;
                    return session.flush().chain(() -> breakOff(session, id, now));
                })
                .call(source -> outbox.publish(
                        session,
                        id.toString(),
                        new HarvestSourceChanged(
                                id, source.title, source.address, source.unit, source.enabled, actor)));
    }

    /** Removes it with its records and reports; what units adopted stays theirs, with its origin. */
    Uni<Void> remove(Mutiny.Session session, UUID id, @Nullable String ifMatch) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        return locked(session, id)
                .invoke(source -> IfMatch.require(ifMatch, source.lockVersion))
                .chain(source -> removeHarvested(session, id)
                        .call(() -> session.remove(source))
                        .chain(records -> outbox.publish(
                                session,
                                id.toString(),
                                new HarvestSourceRemoved(id, source.title, source.address, records, actor))));
    }

    /** Removes what was harvested of a source, and the reports of it; gives how many records. */
    static Uni<Integer> removeHarvested(Mutiny.Session session, UUID id) {
        return SessionSql.update(
                        session,
                        "delete from harvest_refusal where run_id in (select id from harvest_run where source_id = $1)",
                        id)
                .chain(() -> SessionSql.update(session, "delete from harvest_run where source_id = $1", id))
                .chain(() -> SessionSql.update(session, "delete from harvest_page where source_id = $1", id))
                .chain(() -> SessionSql.update(session, "delete from harvest_record where source_id = $1", id));
    }

    /** Asks for a run; it begins within seconds. */
    Uni<RunReport> ask(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(Roles.AUTHORITY_ADMIN);
        UUID run = Outbox.newId();
        Instant now = clock.instant();
        return locked(session, id)
                .invoke(source -> {
                    if (source.leaseUntil != null && now.isBefore(source.leaseUntil)) {
                        throw new RefusedException(IN_PROGRESS);
                    }
                })
                .chain(() -> SessionSql.update(
                        session,
                        "insert into harvest_run (id, source_id, trigger, state, asked_by, asked_at)"
                                + " values ($1, $2, 'DEMAND', 'WAITING', $3, $4) on conflict do nothing",
                        run,
                        id,
                        EventJson.write(actor),
                        now.atOffset(ZoneOffset.UTC)))
                .invoke(rows -> {
                    if (rows == 0) {
                        throw new RefusedException(IN_PROGRESS);
                    }
                })
                .chain(() -> report(session, run));
    }

    /** A run's report. */
    static Uni<RunReport> report(Mutiny.Session session, UUID run) {
        return SessionSql.select(
                        session, "select " + RunReport.COLUMNS + " from harvest_run where id = $1", RunReport::of, run)
                .map(found -> {
                    if (found.isEmpty()) {
                        throw RefusedException.notFound("run");
                    }
                    return found.getFirst();
                });
    }

    /** Runs that are under way have lost their source. */
    static Uni<Void> breakOff(Mutiny.Session session, UUID source, Instant now) {
        return SessionSql.update(
                        session,
                        "update harvest_run set state = 'FAILED', ended_at = $2, errors = $3"
                                + " where source_id = $1 and state = 'RUNNING'",
                        source,
                        now.atOffset(ZoneOffset.UTC),
                        EventJson.write(List.of(new RunReport.RunError(
                                "", "interrupted", "The run was interrupted; what it had read by then is kept."))))
                .replaceWithVoid();
    }

    private static Uni<HarvestSource> locked(Mutiny.Session session, UUID id) {
        return session.find(HarvestSource.class, id, LockModeType.PESSIMISTIC_WRITE)
                .map(Sources::found);
    }

    static HarvestSource found(@Nullable HarvestSource source) {
        if (source == null) {
            throw RefusedException.notFound("source");
        }
        return source;
    }

    private void refuse(DeclaredSource declared) {
        List<Violation> violations = new ArrayList<>(declared.violations(fetch, config.tokens()));
        if (!units.admitted(declared.unit())) {
            violations.add(Violation.at("/unit", "unknown-unit", "There is no such unit."));
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
    }

    private static void declare(HarvestSource source, DeclaredSource declared, Instant now) {
        source.title = declared.title();
        source.address = declared.address();
        source.unit = declared.unit();
        source.format = declared.format() == null ? HarvestFormat.TURTLE : declared.format();
        source.intervalSeconds = Objects.requireNonNull(declared.every()).toSeconds();
        source.enabled = declared.enabled() == null || declared.enabled();
        source.token = declared.token();
        source.changedAt = now;
    }
}
