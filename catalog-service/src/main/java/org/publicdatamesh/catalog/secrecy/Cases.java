package org.publicdatamesh.catalog.secrecy;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.Entries;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.SecrecyCleared;
import org.publicdatamesh.kit.event.catalog.SecrecyConfirmed;
import org.publicdatamesh.kit.event.catalog.SecrecySuspected;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Oversight;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Cases of suspected secrets: opened by refusals and scans, decided by the authority's security post (Art. 13). A text at a kind of
 * place has one case, however often it comes.
 */
@ApplicationScoped
public class Cases {
    private static final Refusal SAME_PERSON = Refusal.of(
            403, "same-person", "The one who drafted, proposed or reviewed a matter does not decide it too (Art. 8).");
    private static final Refusal NOT_THE_AUTHORITY =
            Refusal.of(403, "foreign-unit", "This is for the security post of the authority.");
    /** Entries that a decision withholds at once; the others follow in the background. */
    private static final int AT_ONCE = 100;

    private static final String OPEN = """
            insert into secrecy_case as known
                (id, place, digest, rules, hits, unit, state, rules_edition, opened_at, changed_at)
            values ($1, $2, $3, $4::text[], $5, $6, 'OPEN', $7, $8, $8)
            on conflict (place, digest) do update set
                hits = excluded.hits, rules = excluded.rules, state = 'OPEN', rules_edition = excluded.rules_edition,
                changed_at = excluded.changed_at, lock_version = known.lock_version + 1
                where known.state = 'NOT_SECRET' and not known.rules @> excluded.rules""";
    private static final String SEE = """
            insert into secrecy_sighting as known
                (id, case_id, entry_id, version, stored, unit, person, operation, pointer, first_at, last_at,
                record_kind, record_id)
            values ($1, $2, $3::uuid, $4::int, $5, $6, $7, $8, $9, $10, $10, $11, $12::uuid)
            on conflict (case_id, entry_id, record_id, unit, person, operation, stored) do update set
                last_at = excluded.last_at, times = known.times + 1, version = excluded.version, pointer = excluded.pointer
            returning times""";
    /** Resources that are changed where entries are withheld or records erased, in the order in which all others lock several. */
    private static final String RESOURCES = """
            select id from resource where id in (select id from resource where entry_id = any($1)
                union all select id from unnest($2::uuid[]) as r (id)
                union all select resource_id from resource_check where id = any($2)
                union all select resource_id from data_system where id = any($2))
            order by id for update""";

    private static final String STANDING = """
            select s.id, s.entry_id, c.place, c.digest, c.decided_by, c.decided_unit, s.record_kind, s.record_id
            from secrecy_sighting s join secrecy_case c on c.id = s.case_id
            where s.stored and not s.withheld and not s.gone and c.state = 'SECRET'
            and (s.entry_id is not null or s.record_id is not null)
            and ($1::uuid is null or c.id = $1) order by s.entry_id, s.record_id, s.id limit\s""";

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final RulesInForce rules;
    private final Entries entries;
    private final Instance<StandingRecords> records;
    private final PublishingUnits units;
    private final Caller caller;
    private final InstantSource clock;

    Cases(
            Mutiny.SessionFactory sessions,
            Outbox outbox,
            RulesInForce rules,
            Entries entries,
            @Any Instance<StandingRecords> records,
            PublishingUnits units,
            Caller caller,
            InstantSource clock) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.rules = rules;
        this.entries = entries;
        this.records = records;
        this.units = units;
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * Where suspected texts come from.
     *
     * @param operation the operation's id; {@code scan} for what stands in the catalogue
     * @param unit the unit whose texts they are
     * @param actor who wrote or moved them; null for a scan
     * @param entryId the entry, where there is one
     * @param version its version, where they stand in it
     * @param stored whether they stand in the catalogue
     * @param recordKind kind of the {@link StandingRecords} that they stand in; null for an entry
     * @param recordId which one
     */
    public record Origin(
            String operation,
            String unit,
            @Nullable Actor actor,
            @Nullable UUID entryId,
            @Nullable Integer version,
            boolean stored,
            @Nullable String recordKind,
            @Nullable UUID recordId) {
        static final String SCAN = "scan";

        /** A write that is refused before anything is kept of it. */
        public static Origin refused(String operation, Actor actor, @Nullable UUID entryId) {
            return new Origin(operation, actor.unit(), actor, entryId, null, false, null, null);
        }

        /** What the platform itself brought in, and refuses before anything is kept of it. */
        public static Origin brought(String operation, String unit) {
            return new Origin(operation, unit, null, null, null, false, null, null);
        }

        static Origin standing(String kind, StandingRecords.Standing record) {
            return new Origin(SCAN, record.unit(), null, null, null, true, kind, record.id());
        }

        static Origin standing(String operation, @Nullable Actor actor, SuspectedSecret.Standing at) {
            return new Origin(operation, at.unit(), actor, at.entryId(), at.version(), true, null, null);
        }
    }

    /**
     * A suspicion that is to be recorded.
     *
     * @param origin where the text comes from
     */
    public record Found(Suspicion suspicion, Origin origin) {
        /** The place and the text's digest, of which there is one case. */
        private static final Comparator<Found> ORDER = Comparator.<Found, String>comparing(
                        found -> found.suspicion().place())
                .thenComparing(found -> found.suspicion().digest());

        /** Each of several from one origin. */
        public static List<Found> of(List<Suspicion> suspicions, Origin origin) {
            return suspicions.stream()
                    .map(suspicion -> new Found(suspicion, origin))
                    .toList();
        }
    }

    /** Records the first suspicions in a transaction of their own: the one that they come from is rolled back. */
    public Uni<Void> recordApart(List<Suspicion> suspicions, Origin origin, Rules rules) {
        List<Suspicion> first = suspicions.stream().limit(SuspectedSecret.MOST).toList();
        return sessions.openSession()
                .chain(session -> session.withTransaction(at -> record(session, Found.of(first, origin), rules))
                        .eventually(session::close));
    }

    /**
     * Records suspicions, each with its event. Cases are locked in one order: whoever has several in a transaction records them at
     * once, and locks whatever else it changes before them.
     */
    public Uni<Void> record(Mutiny.Session session, List<Found> found, Rules rules) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Found each : found.stream().sorted(Found.ORDER).toList()) {
            all = all.chain(() -> record(session, each.suspicion(), each.origin(), rules.edition()));
        }
        return all;
    }

    private Uni<Void> record(Mutiny.Session session, Suspicion suspicion, Origin origin, int edition) {
        Object now = clock.instant().atOffset(ZoneOffset.UTC);
        return SessionSql.update(
                        session,
                        OPEN,
                        Outbox.newId(),
                        suspicion.place(),
                        suspicion.digest(),
                        suspicion.rules().toArray(String[]::new),
                        EventJson.write(suspicion.hits()),
                        origin.unit(),
                        edition,
                        now)
                .chain(() -> SessionSql.select(
                        session,
                        "select id from secrecy_case where place = $1 and digest = $2",
                        columns -> (UUID) columns[0],
                        suspicion.place(),
                        suspicion.digest()))
                .chain(ids -> {
                    UUID id = ids.getFirst();
                    String pointer = suspicion.pointer();
                    return SessionSql.select(
                                    session,
                                    SEE,
                                    columns -> ((Number) columns[0]).intValue(),
                                    Outbox.newId(),
                                    id,
                                    origin.entryId(),
                                    origin.version(),
                                    origin.stored(),
                                    origin.unit(),
                                    origin.actor() == null ? "" : origin.actor().person(),
                                    origin.operation(),
                                    pointer == null ? "" : pointer,
                                    now,
                                    origin.recordKind(),
                                    origin.recordId())
                            .chain(times -> times.getFirst() > 1 && origin.actor() == null
                                    ? Uni.createFrom().voidItem()
                                    : outbox.publish(
                                            session, id.toString(), suspected(id, suspicion, origin, edition)));
                });
    }

    private static SecrecySuspected suspected(UUID id, Suspicion suspicion, Origin origin, int edition) {
        return new SecrecySuspected(
                id,
                suspicion.place(),
                suspicion.rules(),
                edition,
                origin.unit(),
                origin.entryId(),
                origin.version(),
                origin.stored(),
                origin.operation(),
                origin.actor());
    }

    /**
     * The authority's security post decides. What was let pass stands where nobody noted it: when it turns out to be a secret, a
     * new edition of the rules has everything scanned, and what is found is withheld after that.
     */
    Uni<SecrecyCase> decide(Mutiny.Session session, UUID id, CaseDecision decision) {
        Actor actor = caller.as(Roles.SECURITY_OFFICER);
        Instant now = clock.instant();
        AtomicBoolean corrected = new AtomicBoolean();
        return requireAuthority(session)
                .chain(() -> SessionSql.select(
                        session, "select state from secrecy_case where id = $1", columns -> (String) columns[0], id))
                .chain(state ->
                        decision.decision() == CaseState.Decision.SECRET && state.contains(CaseState.NOT_SECRET.name())
                                ? rules.alone(session)
                                : Uni.createFrom().voidItem())
                .chain(() -> session.find(SecrecyCase.class, id, LockModeType.PESSIMISTIC_WRITE))
                .onItem()
                .ifNull()
                .failWith(() -> RefusedException.notFound("case"))
                .call(() -> SessionSql.select(
                                session,
                                "select 1 from secrecy_sighting where case_id = $1 and person = $2 limit 1",
                                columns -> columns[0],
                                id,
                                actor.person())
                        .invoke(found -> {
                            if (!found.isEmpty()) {
                                throw new RefusedException(SAME_PERSON);
                            }
                        }))
                .invoke(found -> {
                    corrected.set(found.state == CaseState.NOT_SECRET);
                    found.state = found.state
                            .after(decision.decision())
                            .orElseThrow(() -> notInThisState(found.state, decision.decision()));
                    found.decidedBy = actor.person();
                    found.decidedUnit = actor.unit();
                    found.decidedAt = now;
                    found.changedAt = now;
                    found.reasons = decision.reasons();
                })
                .call(session::flush)
                .call(found -> outbox.publish(
                        session,
                        id.toString(),
                        found.state == CaseState.SECRET
                                ? new SecrecyConfirmed(id, found.place, found.rules(), found.unit, actor)
                                : new SecrecyCleared(id, found.place, found.rules(), found.unit, actor)))
                .call(found -> {
                    if (corrected.get()) {
                        return rules.change(session, actor);
                    }
                    return found.state == CaseState.SECRET
                            ? withhold(session, id, AT_ONCE).replaceWithVoid()
                            : Uni.createFrom().voidItem();
                });
    }

    private static RefusedException notInThisState(CaseState state, CaseState.Decision decision) {
        String now = EventJson.kebab(state);
        String asked = EventJson.kebab(decision);
        return new RefusedException(Refusal.of(
                409, "case-decided", "The case is decided: " + now + "; " + asked + " cannot follow.", now, asked));
    }

    private record Standing(
            UUID sighting,
            @Nullable UUID entry,
            String place,
            String digest,
            Actor decider,
            @Nullable String recordKind,
            @Nullable UUID recordId) {}

    /**
     * Withholds entries and erases records in which a confirmed secret stands, and erases what is kept of their texts.
     *
     * @param ofCase the case; null for all of them
     * @return how many
     */
    Uni<Integer> withhold(Mutiny.Session session, @Nullable UUID ofCase, int most) {
        return SessionSql.select(
                        session,
                        STANDING + most,
                        columns -> new Standing(
                                (UUID) columns[0],
                                (UUID) columns[1],
                                (String) columns[2],
                                (String) columns[3],
                                new Actor(
                                        String.valueOf(columns[4]), String.valueOf(columns[5]), Roles.SECURITY_OFFICER),
                                (String) columns[6],
                                (UUID) columns[7]),
                        ofCase)
                .call(standing -> lockResources(session, standing))
                .chain(standing -> held(session, standing).chain(held -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (Standing each : standing) {
                        UUID entry = each.entry();
                        all = all.chain(() -> entry == null
                                ? eraseRecord(session, each, held.contains(each.sighting()))
                                : withhold(session, each, entry));
                    }
                    if (standing.isEmpty()) {
                        return all.replaceWith(0);
                    }
                    for (StandingRecords kind : records) {
                        all = all.chain(() -> kind.erased(session));
                    }
                    return all.replaceWith(standing.size());
                }));
    }

    private static Uni<Void> lockResources(Mutiny.Session session, List<Standing> standing) {
        return standing.isEmpty()
                ? Uni.createFrom().voidItem()
                : SessionSql.select(
                                session,
                                RESOURCES,
                                columns -> columns[0],
                                standing.stream()
                                        .map(Standing::entry)
                                        .filter(Objects::nonNull)
                                        .toArray(UUID[]::new),
                                standing.stream()
                                        .map(Standing::recordId)
                                        .filter(Objects::nonNull)
                                        .toArray(UUID[]::new))
                        .replaceWithVoid();
    }

    /** An entry whose text was changed before the decision, in every version, has nothing to withhold. */
    private Uni<Void> withhold(Mutiny.Session session, Standing standing, UUID entry) {
        return StandingTexts.one(session, entry).chain(texts -> {
            if (texts == null) {
                return note(session, "withheld", standing);
            }
            return texts.hold(rules.current(), standing.place(), standing.digest())
                    ? erase(session, entry)
                            .chain(() -> entries.withhold(session, entry, standing.decider()))
                            .chain(session::flush)
                            .chain(() -> note(session, "withheld", standing))
                    : note(session, "gone", standing);
        });
    }

    /** The sightings of records that have the text still, before any is erased: a record may take its copies with it. */
    private Uni<Set<UUID>> held(Mutiny.Session session, List<Standing> standing) {
        Set<UUID> held = new HashSet<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Standing each : standing) {
            UUID record = each.recordId();
            if (record != null) {
                all = all.chain(() -> kind(each).one(session, record))
                        .invoke(found -> {
                            if (found != null && rules.current().holds(found.texts(), each.place(), each.digest())) {
                                held.add(each.sighting());
                            }
                        })
                        .replaceWithVoid();
            }
        }
        return all.replaceWith(held);
    }

    private StandingRecords kind(Standing standing) {
        return records.stream()
                .filter(each -> each.kind().equals(standing.recordKind()))
                .findAny()
                .orElseThrow(() -> new IllegalStateException("records of an unknown kind: " + standing.recordKind()));
    }

    /** A record that says something else now has nothing to erase. */
    private Uni<Void> eraseRecord(Mutiny.Session session, Standing standing, boolean held) {
        return held
                ? kind(standing)
                        .erase(session, Objects.requireNonNull(standing.recordId()), standing.decider())
                        .chain(() -> note(session, "withheld", standing))
                : note(session, "gone", standing);
    }

    private static Uni<Void> note(Mutiny.Session session, String outcome, Standing standing) {
        return SessionSql.update(
                        session,
                        "update secrecy_sighting set " + outcome + " = true where id = $1",
                        standing.sighting())
                .replaceWithVoid();
    }

    /**
     * What else is kept of an entry's texts: its resources' names, its events here, answers that were given. The checks of rounds
     * stay without what was measured: a round counts each of its resources.
     */
    private static Uni<Void> erase(Mutiny.Session session, UUID entry) {
        String id = entry.toString();
        return SessionSql.update(
                        session,
                        "delete from outbox where key = $1 or key in (select cast(id as text) from resource where entry_id = $2)",
                        id,
                        entry)
                .chain(() -> SessionSql.update(
                        session,
                        "update resource set name = '-', information_system = '-', source = null, end_reasons = null"
                                + " where entry_id = $1",
                        entry))
                .chain(() -> SessionSql.update(
                        session,
                        "update data_system set name = '-', code = null, reasons = null"
                                + " where resource_id in (select id from resource where entry_id = $1)",
                        entry))
                .chain(() -> SessionSql.update(
                        session, "delete from resource_check where entry_id = $1 and round_id is null", entry))
                .chain(() -> SessionSql.update(
                        session,
                        "update resource_check set measured = null, declared = null where entry_id = $1",
                        entry))
                .chain(() -> SessionSql.update(
                        session, "update idempotency_key set body = '{}' where position($1 in body) > 0", id))
                .replaceWithVoid();
    }

    /** Refuses security posts of other units than the authority. */
    Uni<Void> requireAuthority(Mutiny.Session session) {
        return ofAuthority(session)
                .invoke(authority -> {
                    if (!authority) {
                        throw new RefusedException(NOT_THE_AUTHORITY);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Boolean> ofAuthority(Mutiny.Session session) {
        String unit = caller.unit();
        return units.named(session, List.of(unit)).map(found -> {
            var known = found.get(unit);
            return known != null && known.authority();
        });
    }

    /** The unit whose cases the caller may see; null for those of all units. */
    Uni<@Nullable String> scope(Mutiny.Session session) {
        if (Oversight.of(caller)) {
            return Uni.createFrom().nullItem();
        }
        String unit = caller.unit();
        return caller.has(Roles.SECURITY_OFFICER)
                ? ofAuthority(session).map(authority -> authority ? null : unit)
                : Uni.createFrom().item(unit);
    }
}
