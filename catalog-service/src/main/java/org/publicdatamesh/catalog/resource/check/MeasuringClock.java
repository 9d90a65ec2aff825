package org.publicdatamesh.catalog.resource.check;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.PoolLoads;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.catalog.resource.ResourceFollower;
import org.publicdatamesh.catalog.resource.Source;
import org.publicdatamesh.catalog.resource.check.CheckTexts.OfMeasurements;
import org.publicdatamesh.catalog.resource.measure.Deviation;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.catalog.resource.measure.Measuring;
import org.publicdatamesh.catalog.resource.measure.Subject;
import org.publicdatamesh.catalog.secrecy.Cases;
import org.publicdatamesh.catalog.secrecy.Rules;
import org.publicdatamesh.catalog.secrecy.RulesInForce;
import org.publicdatamesh.catalog.secrecy.Suspicion;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.ConformityRoundCompleted;
import org.publicdatamesh.kit.event.catalog.ResourceChecked;
import org.publicdatamesh.kit.event.catalog.ResourceDeviated;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Makes the measurements that are to be made: claims some, measures them side by side without a transaction, and records each
 * with its effects in one. What a replica claimed and did not record, because it was stopped, another takes up later.
 */
@ApplicationScoped
class MeasuringClock {
    private static final int BATCH = 16;
    private static final int SIDE_BY_SIDE = 8;
    private static final int MOST_ATTEMPTS = 3;
    private static final String OPERATION = "measurement";

    /**
     * A self-check of a table of which no load was heard waits for that until it was requested before $3: the pool answers a load before
     * its event is here.
     */
    private static final String CLAIM =
            "update resource_check set state = 'RUNNING', claimed_until = $1, attempts = attempts + 1 where id in"
                    + " (select id from resource_check c where (state = 'WAITING' and not (round_id is null and requested_at > $3"
                    + " and exists (select 1 from resource r where r.id = c.resource_id and r.kind = 'TABLE')"
                    + " and not exists (select 1 from pool_load l where l.resource_id = c.resource_id))"
                    + " or state = 'RUNNING' and claimed_until < $2)"
                    + " order by round_id is not null, id limit " + BATCH + " for update skip locked) returning id";

    private final Mutiny.SessionFactory sessions;
    private final Measuring measuring;
    private final PoolLoads loads;
    private final List<ResourceFollower> followers;
    private final RulesInForce rules;
    private final Cases cases;
    private final Outbox outbox;
    private final InstantSource clock;

    MeasuringClock(
            Mutiny.SessionFactory sessions,
            Measuring measuring,
            PoolLoads loads,
            @Any Instance<ResourceFollower> followers,
            RulesInForce rules,
            Cases cases,
            Outbox outbox,
            InstantSource clock) {
        this.sessions = sessions;
        this.measuring = measuring;
        this.loads = loads;
        this.followers = followers.stream().toList();
        this.rules = rules;
        this.cases = cases;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * A measurement that was claimed.
     *
     * @param subject what is measured; null where the resource ended or its entry is not published any more
     */
    private record Job(
            UUID check,
            int attempt,
            int entryVersion,
            @Nullable Subject subject) {}

    /** A job and what came of it; no measurement where there is no subject. */
    private record Made(Job job, @Nullable Measurement measurement) {}

    @Scheduled(
            every = "{mesh.catalog.clocks.every}",
            delayed = "4s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        Context context = Objects.requireNonNull(Vertx.currentContext());
        Executor here = task -> context.runOnContext(started -> task.run());
        return Multi.createBy()
                .repeating()
                .uni(() -> some(here))
                .whilst(count -> count == BATCH)
                .onItem()
                .ignoreAsUni()
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Resources are measured later."))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Integer> some(Executor here) {
        return sessions.withTransaction(this::claim).chain(jobs -> Multi.createFrom()
                .iterable(jobs)
                .onItem()
                .transformToUni(this::made)
                .merge(SIDE_BY_SIDE)
                .emitOn(here)
                .onItem()
                .transformToUniAndConcatenate(this::recorded)
                .onItem()
                .ignoreAsUni()
                .replaceWith(jobs.size()));
    }

    /** One that cannot be recorded is taken up again after its time; the others do not wait for it. */
    private Uni<Void> recorded(Made made) {
        return sessions.withTransaction(session -> record(session, made))
                .onFailure()
                .invoke(failure -> Log.errorf(
                        failure, "Check %s cannot be recorded.", made.job().check()))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<List<Job>> claim(Mutiny.Session session) {
        Instant now = clock.instant();
        return SessionSql.select(
                        session,
                        CLAIM,
                        columns -> (UUID) columns[0],
                        now.plus(measuring.longest()).atOffset(ZoneOffset.UTC),
                        now.atOffset(ZoneOffset.UTC),
                        now.minus(measuring.loadWait()).atOffset(ZoneOffset.UTC))
                .chain(ids -> {
                    List<Job> jobs = new ArrayList<>();
                    Uni<Void> chain = Uni.createFrom().voidItem();
                    for (UUID id : ids) {
                        chain = chain.chain(() -> job(session, id))
                                .invoke(jobs::add)
                                .replaceWithVoid();
                    }
                    return chain.replaceWith(jobs);
                });
    }

    private Uni<Job> job(Mutiny.Session session, UUID id) {
        return session.find(Check.class, id).chain(check -> session.find(Resource.class, check.resourceId)
                .chain(resource -> PublishedEntries.one(session, check.entryId).chain(entry -> {
                    if (entry == null || resource == null || !resource.state().standing()) {
                        return Uni.createFrom().item(new Job(id, check.attempts, 0, null));
                    }
                    return subject(session, resource, entry)
                            .map(subject -> new Job(id, check.attempts, entry.version(), subject));
                })));
    }

    private Uni<Subject> subject(Mutiny.Session session, Resource resource, PublishedEntry entry) {
        Resource.View view = resource.view();
        Source source = view.source();
        List<UUID> trainedOn = source == null || source.model() == null
                ? List.of()
                : source.model().trainedOn();
        return loads.load(session, view.id()).chain(load -> PublishedEntries.some(session, trainedOn)
                .map(published -> new Subject(
                        view.kind(),
                        source,
                        entry.content().items(),
                        entry.content().updateCycle(),
                        load,
                        ids(published))));
    }

    private static Set<UUID> ids(List<PublishedEntry> entries) {
        return entries.stream().map(PublishedEntry::id).collect(Collectors.toSet());
    }

    private Uni<Made> made(Job job) {
        Subject subject = job.subject();
        if (subject == null) {
            return Uni.createFrom().item(new Made(job, null));
        }
        if (job.attempt() > MOST_ATTEMPTS) {
            return Uni.createFrom().item(new Made(job, Measurement.impossible()));
        }
        return measuring
                .of(subject)
                .ifNoItem()
                .after(measuring.longest())
                .fail()
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Check %s cannot be measured.", job.check()))
                .onFailure()
                .recoverWithItem(Measurement::impossible)
                .map(measurement -> new Made(job, measurement));
    }

    private Uni<Void> record(Mutiny.Session session, Made made) {
        Job job = made.job();
        return resource(session, job.check())
                .chain(resource -> session.find(Check.class, job.check(), LockModeType.PESSIMISTIC_WRITE)
                        .chain(check -> {
                            if (check == null || check.state != CheckState.RUNNING || check.attempts != job.attempt()) {
                                return Uni.createFrom().voidItem();
                            }
                            return record(session, made, check, resource);
                        }));
    }

    /** The resource of a check, locked before the check as whoever ends or erases a resource does. */
    private static Uni<@Nullable Resource> resource(Mutiny.Session session, UUID check) {
        return SessionSql.select(
                        session,
                        "select resource_id from resource_check where id = $1",
                        columns -> (UUID) columns[0],
                        check)
                .chain(found -> found.isEmpty()
                        ? Uni.createFrom().nullItem()
                        : session.find(Resource.class, found.getFirst(), LockModeType.PESSIMISTIC_WRITE));
    }

    private Uni<Void> record(Mutiny.Session session, Made made, Check check, @Nullable Resource resource) {
        Instant now = clock.instant();
        check.state = CheckState.DONE;
        check.claimedUntil = null;
        Measurement measured = made.measurement();
        if (measured == null || resource == null || !resource.state().standing()) {
            return check.roundId == null ? Uni.createFrom().voidItem() : count(session, check.roundId, "dropped");
        }
        String declared = check.declared;
        Rules current = rules.current();
        List<Suspicion> suspected = new ArrayList<>();
        Measurement shown = measured.without(name -> {
            Suspicion suspicion = OfMeasurements.suspicion(current, name);
            if (suspicion != null) {
                suspected.add(suspicion);
            }
            return suspicion != null;
        });
        Measurement whole = declared == null ? shown : shown.and(Checklist.unconfirmed(Checklist.read(declared)));
        check.measuredAt = now;
        check.entryVersion = made.job().entryVersion();
        check.passed = whole.passed();
        check.measured = EventJson.write(whole);
        resource.measured(now, resource.view().source() == null ? null : whole.renewedAt());
        return cases.record(session, Cases.Found.of(suspected, Cases.Origin.brought(OPERATION, check.unit)), current)
                .chain(() -> check.roundId == null
                        ? selfChecked(session, check, resource, whole, now)
                        : measuredInRound(session, check, resource, whole, check.roundId));
    }

    private Uni<Void> selfChecked(
            Mutiny.Session session, Check check, Resource resource, Measurement measured, Instant now) {
        boolean offeredBefore = resource.view().usableSince() != null;
        resource.checked(measured.passed(), now);
        boolean offeredNow = !offeredBefore && measured.passed();
        return outbox.publish(
                        session,
                        resource.id().toString(),
                        new ResourceChecked(
                                check.id,
                                resource.id(),
                                check.entryId,
                                check.unit,
                                resource.view().kind(),
                                measured.passed(),
                                names(measured),
                                measured.rows(),
                                measured.bytes(),
                                measured.sm3(),
                                measured.renewedAt(),
                                new Actor(check.requestedBy, check.unit, Roles.DATA_SPECIALIST)))
                .chain(() -> offeredNow
                        ? offered(session, resource.view())
                        : Uni.createFrom().voidItem());
    }

    private Uni<Void> offered(Mutiny.Session session, Resource.View resource) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (ResourceFollower follower : followers) {
            all = all.chain(() -> follower.offered(session, resource));
        }
        return all;
    }

    private Uni<Void> measuredInRound(
            Mutiny.Session session, Check check, Resource resource, Measurement measured, UUID round) {
        Uni<Void> told = measured.passed()
                ? Uni.createFrom().voidItem()
                : outbox.publish(
                        session,
                        resource.id().toString(),
                        new ResourceDeviated(
                                round,
                                check.id,
                                resource.id(),
                                check.entryId,
                                check.unit,
                                resource.view().kind(),
                                resource.view().name(),
                                names(measured)));
        return told.chain(() -> count(session, round, measured.passed() ? "conforming" : "deviating"));
    }

    private static List<String> names(Measurement measured) {
        return measured.deviations().stream().map(Deviation::name).distinct().toList();
    }

    private record Counts(String title, int conforming, int deviating, int dropped, int bare) {}

    /** Counts one resource; with the last one the round is complete. */
    private Uni<Void> count(Mutiny.Session session, UUID round, String column) {
        Instant now = clock.instant();
        return SessionSql.update(
                        session, "update conformity_round set " + column + " = " + column + " + 1 where id = $1", round)
                .chain(() -> SessionSql.select(
                        session,
                        "update conformity_round set completed_at = $2 where id = $1 and completed_at is null"
                                + " and conforming + deviating + dropped = resources"
                                + " returning title, conforming, deviating, dropped, bare_entries",
                        columns -> new Counts(
                                (String) columns[0],
                                (Integer) columns[1],
                                (Integer) columns[2],
                                (Integer) columns[3],
                                (Integer) columns[4]),
                        round,
                        now.atOffset(ZoneOffset.UTC)))
                .chain(complete -> complete.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : outbox.publish(session, round.toString(), completed(round, complete.getFirst())));
    }

    private static ConformityRoundCompleted completed(UUID round, Counts counts) {
        return new ConformityRoundCompleted(
                round, counts.title(), counts.conforming(), counts.deviating(), counts.dropped(), counts.bare());
    }
}
