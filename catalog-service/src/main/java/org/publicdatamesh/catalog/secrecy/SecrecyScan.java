package org.publicdatamesh.catalog.secrecy;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Keeps the rules of this replica current, and after each change scans everything that stands in the catalogue: every
 * version that was published, what is under work, what was said about them, resources, and then records beside the entries. Hits open
 * cases; what a decision left to withhold is withheld.
 */
@ApplicationScoped
class SecrecyScan {
    private static final String ENTRIES = "entries";
    private static final UUID NONE = new UUID(0, 0);

    /** How long after a change of the rules every replica knows it: they read them every two seconds. */
    static final Duration AGAIN_AFTER = Duration.ofSeconds(15);

    private static final int PART = 200;
    private static final int PARTS_AT_ONCE = 50;

    /** Ids of what was written since an edition's change of the rules, in their order. */
    private static final String SINCE = "select id from (%s) as w (id) where id > $1 order by id limit ";

    /**
     * Transactions of this service's replicas that may have been begun by rules from before an edition's change, and have not ended. Other
     * roles write none of what is looked at, and hold nothing up.
     */
    static final String UNENDED = "from pg_stat_activity where datname = current_database() and usename = current_user"
            + " and backend_type = 'client backend' and pid <> pg_backend_pid()"
            + " and xact_start < e.changed_at + interval '" + AGAIN_AFTER.toSeconds() + " s'";

    private static final String AGAIN = "select cast(e.written_from as text), coalesce(e.again_phase, '" + ENTRIES
            + "'), e.again_to from secrecy_edition e where e.edition = $1 and e.scanned_at is not null"
            + " and e.scanned_again_at is null and e.shipped <= $2 and e.changed_at <= $3"
            + " and not exists (select 1 from secrecy_edition n where n.edition > e.edition)"
            + " and (e.again_phase is not null or not exists (select 1 " + UNENDED + ")) for update of e skip locked";

    private static final String SCANNED = """
            insert into secrecy_assessment as known (entry_id, version, edition, passed, assessed_at)
            select entry, version, $4, passed, $5 from unnest($1::uuid[], $2::int[], $3::boolean[]) as a (entry, version, passed)
            on conflict (entry_id, version) do update set edition = excluded.edition, passed = excluded.passed,
                assessed_at = excluded.assessed_at where known.edition <= excluded.edition""";

    private final Mutiny.SessionFactory sessions;
    private final RulesInForce rules;
    private final Cases cases;
    private final Instance<StandingRecords> records;
    private final InstantSource clock;

    SecrecyScan(
            Mutiny.SessionFactory sessions,
            RulesInForce rules,
            Cases cases,
            @Any Instance<StandingRecords> records,
            InstantSource clock) {
        this.sessions = sessions;
        this.rules = rules;
        this.cases = cases;
        this.records = records;
        this.clock = clock;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> read() {
        return refresh()
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "The rules of secrecy are read again later."))
                .onFailure()
                .recoverWithNull();
    }

    @Scheduled(
            every = "{mesh.catalog.clocks.every}",
            delayed = "1s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        // What a decision left to withhold is withheld also where a scan fails.
        return sessions.withTransaction(session -> cases.withhold(session, null, PART))
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "What is to be withheld is withheld later."))
                .onFailure()
                .recoverWithNull()
                .chain(this::scan)
                .chain(this::again)
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "Texts are scanned again later."))
                .onFailure()
                .recoverWithNull();
    }

    /** Reads the rules at once after this replica has changed them; where that fails they are read two seconds later. */
    Uni<Void> refreshAtOnce() {
        return refresh().onFailure().recoverWithNull();
    }

    /** Reads the rules that are in force. */
    Uni<Void> refresh() {
        return sessions.withTransaction(rules::read).invoke(rules::put).replaceWithVoid();
    }

    /** Scans some parts of what is not scanned by the last edition yet; one replica at a time. */
    private Uni<Void> scan() {
        return Multi.createBy()
                .repeating()
                .uni(() -> sessions.withTransaction(this::part))
                .whilst(more -> more)
                .select()
                .first(PARTS_AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    /**
     * Looks a second time, some seconds after a change of the rules, at whatever was written about then and since, in entries and beside
     * them: another replica may have judged it by older rules. It begins when every transaction has ended that may have, goes some parts
     * at a time, one replica at a time, and ends where there is a newer edition.
     */
    private Uni<Void> again() {
        return Multi.createBy()
                .repeating()
                .uni(() -> sessions.withTransaction(this::partAgain))
                .whilst(more -> more)
                .select()
                .first(PARTS_AT_ONCE)
                .onItem()
                .ignoreAsUni();
    }

    /** A second look under way: at what was written from a transaction on, and how far it is. */
    private record Again(String since, String phase, UUID after) {}

    private Uni<Boolean> partAgain(Mutiny.Session session) {
        Rules current = rules.current();
        return SessionSql.select(
                        session,
                        AGAIN,
                        columns -> new Again(
                                (String) columns[0],
                                (String) columns[1],
                                columns[2] == null ? NONE : (UUID) columns[2]),
                        current.edition(),
                        rules.shipped(),
                        clock.instant().minus(AGAIN_AFTER).atOffset(ZoneOffset.UTC))
                .chain(again ->
                        again.isEmpty() ? Uni.createFrom().item(false) : partAgain(session, current, again.getFirst()));
    }

    private Uni<Boolean> partAgain(Mutiny.Session session, Rules current, Again again) {
        List<StandingRecords> kinds = from(again.phase());
        if (again.phase().equals(ENTRIES)) {
            String next = kinds.isEmpty() ? null : kinds.getFirst().kind();
            return written(session, StandingTexts.WRITTEN, again)
                    .call(ids -> StandingTexts.some(session, ids)
                            .chain(entries -> Aside.on(() -> new Findings(current, entries)))
                            .chain(findings -> record(session, current, findings)
                                    .chain(() -> assessed(session, current, findings))))
                    .chain(ids -> noteAgain(session, current, again.phase(), next, ids));
        }
        if (kinds.isEmpty()) {
            return noteAgain(session, current, again.phase(), null, List.of());
        }
        StandingRecords kind = kinds.getFirst();
        if (!kind.kind().equals(again.phase())) {
            // A kind that is not there any more: all others are looked at.
            return noteAgain(session, current, again.phase(), kind.kind(), List.of());
        }
        String next = kinds.size() > 1 ? kinds.get(1).kind() : null;
        return written(session, kind.written(), again)
                .call(ids -> suspected(session, current, kind, ids)
                        .chain(suspected -> record(session, current, kind, suspected)))
                .chain(ids -> noteAgain(session, current, again.phase(), next, ids));
    }

    /** Ids of a part of what was written since, in their order. */
    private static Uni<List<UUID>> written(Mutiny.Session session, String written, Again again) {
        return SessionSql.select(
                session, SINCE.formatted(written) + PART, columns -> (UUID) columns[0], again.after(), again.since());
    }

    /** Those of some in which something is suspected; as many are read at once as their kind says. */
    private Uni<List<Suspected>> suspected(
            Mutiny.Session session, Rules current, StandingRecords kind, List<UUID> ids) {
        List<Suspected> suspected = new ArrayList<>();
        Uni<Void> all = Uni.createFrom().voidItem();
        for (int from = 0; from < ids.size(); from += kind.most()) {
            List<UUID> some = ids.subList(from, Math.min(ids.size(), from + kind.most()));
            all = all.chain(() -> kind.some(session, some))
                    .chain(part -> suspected(current, kind, part))
                    .invoke(suspected::addAll)
                    .replaceWithVoid();
        }
        return all.replaceWith(suspected);
    }

    /**
     * Notes how far the second look is.
     *
     * @param next what is looked at after this; null where this is the last
     * @param ids the part's
     * @return whether there is more to look at
     */
    private Uni<Boolean> noteAgain(
            Mutiny.Session session, Rules current, String phase, @Nullable String next, List<UUID> ids) {
        boolean through = ids.size() < PART;
        boolean done = through && next == null;
        return SessionSql.update(
                        session,
                        "update secrecy_edition set again_phase = $2, again_to = $3::uuid,"
                                + " scanned_again_at = $4::timestamptz where edition = $1",
                        current.edition(),
                        through && next != null ? next : phase,
                        through ? null : ids.getLast(),
                        done ? clock.instant().atOffset(ZoneOffset.UTC) : null)
                .replaceWith(!done);
    }

    /** An edition that everything is to be scanned by, and how far that is: in entries or a kind of records, after an id. */
    private record Progress(int edition, String phase, UUID after) {}

    private Uni<Boolean> part(Mutiny.Session session) {
        Rules current = rules.current();
        return SessionSql.select(
                        session,
                        "select edition, phase, scanned_to from secrecy_edition where edition = $1 and scanned_at is null"
                                + " and shipped <= $2 for update skip locked",
                        columns -> new Progress(
                                ((Number) columns[0]).intValue(),
                                (String) columns[1],
                                columns[2] == null ? NONE : (UUID) columns[2]),
                        current.edition(),
                        rules.shipped())
                .chain(progress -> progress.isEmpty()
                        ? Uni.createFrom().item(false)
                        : part(session, current, progress.getFirst()));
    }

    /** The kinds of records that are scanned from a phase on, with its own; all where it is none of them. */
    private List<StandingRecords> from(String phase) {
        List<StandingRecords> kinds =
                records.stream().sorted(StandingRecords.ORDER).toList();
        for (int i = 0; i < kinds.size(); i++) {
            if (kinds.get(i).kind().equals(phase)) {
                return kinds.subList(i, kinds.size());
            }
        }
        return kinds;
    }

    /** What a part's scan finds. */
    private static final class Findings {
        private final List<UUID> entries = new ArrayList<>();
        private final List<Integer> versions = new ArrayList<>();
        private final List<Boolean> passed = new ArrayList<>();
        private final Map<SuspectedSecret.Standing, List<Suspicion>> suspected = new LinkedHashMap<>();

        Findings(Rules rules, List<StandingTexts> part) {
            for (StandingTexts entry : part) {
                entry.suspicions(rules).forEach((version, found) -> {
                    entries.add(entry.id());
                    versions.add(version);
                    passed.add(found.isEmpty());
                    if (!found.isEmpty()) {
                        suspected.put(new SuspectedSecret.Standing(entry.id(), version, entry.unit()), found);
                    }
                });
            }
        }
    }

    private Uni<Boolean> part(Mutiny.Session session, Rules current, Progress progress) {
        List<StandingRecords> kinds = from(progress.phase());
        if (progress.phase().equals(ENTRIES)) {
            String next = kinds.isEmpty() ? null : kinds.getFirst().kind();
            return StandingTexts.after(session, progress.after(), PART).chain(entries -> Aside.on(
                            () -> new Findings(current, entries))
                    .chain(findings -> record(session, current, findings)
                            .chain(() -> assessed(session, current, findings))
                            .chain(() -> note(
                                    session,
                                    current,
                                    next,
                                    entries.isEmpty() ? null : entries.getLast().id(),
                                    entries.size() < PART,
                                    entries.size(),
                                    findings.suspected.size()))));
        }
        if (kinds.isEmpty()) {
            return note(session, current, null, null, true, 0, 0);
        }
        StandingRecords kind = kinds.getFirst();
        if (!kind.kind().equals(progress.phase())) {
            // A kind that is not there any more: all others are looked at.
            return note(session, current, kind.kind(), null, true, 0, 0);
        }
        String next = kinds.size() > 1 ? kinds.get(1).kind() : null;
        return kind.after(session, progress.after(), kind.most()).chain(part -> {
            UUID last = part.isEmpty() ? null : part.getLast().id();
            return suspected(current, kind, part).chain(suspected -> record(session, current, kind, suspected)
                    .chain(() -> note(
                            session, current, next, last, part.size() < kind.most(), part.size(), suspected.size())));
        });
    }

    private Uni<Void> record(Mutiny.Session session, Rules current, Findings findings) {
        List<Cases.Found> found = new ArrayList<>();
        findings.suspected.forEach((at, suspicions) ->
                found.addAll(Cases.Found.of(suspicions, Cases.Origin.standing(Cases.Origin.SCAN, null, at))));
        return cases.record(session, found, current);
    }

    /** A record in which something was found. */
    private record Suspected(UUID id, List<Cases.Found> found) {
        static Suspected of(StandingRecords kind, StandingRecords.Standing record, List<Suspicion> found) {
            Cases.Origin origin = kind.fleeting()
                    ? Cases.Origin.brought(Cases.Origin.SCAN, record.unit())
                    : Cases.Origin.standing(kind.kind(), record);
            return new Suspected(record.id(), Cases.Found.of(found, origin));
        }
    }

    private static Uni<List<Suspected>> suspected(
            Rules current, StandingRecords kind, List<StandingRecords.Standing> part) {
        return Aside.on(() -> part.stream()
                .map(each -> Suspected.of(kind, each, current.of(each.texts())))
                .filter(each -> !each.found().isEmpty())
                .toList());
    }

    /** What is fleeting is dropped before any case is locked, as whoever writes it locks it before its cases. */
    private Uni<Void> record(Mutiny.Session session, Rules current, StandingRecords kind, List<Suspected> suspected) {
        Uni<Void> all = Uni.createFrom().voidItem();
        if (kind.fleeting()) {
            for (Suspected each : suspected) {
                all = all.chain(() -> kind.drop(session, each.id(), current));
            }
        }
        List<Cases.Found> found =
                suspected.stream().flatMap(each -> each.found().stream()).toList();
        return all.chain(() -> cases.record(session, found, current));
    }

    private Uni<Void> assessed(Mutiny.Session session, Rules current, Findings findings) {
        return SessionSql.update(
                        session,
                        SCANNED,
                        findings.entries.toArray(UUID[]::new),
                        findings.versions.toArray(Integer[]::new),
                        findings.passed.toArray(Boolean[]::new),
                        current.edition(),
                        clock.instant().atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    /**
     * Notes how far the scan is.
     *
     * @param next what is scanned after this; null where this is the last
     * @param last the part's last one; null where the part has none
     * @param through whether it was the kind's last part
     * @return whether there is more to scan
     */
    private Uni<Boolean> note(
            Mutiny.Session session,
            Rules current,
            @Nullable String next,
            @Nullable UUID last,
            boolean through,
            int scanned,
            int suspected) {
        boolean done = through && next == null;
        return SessionSql.update(
                        session,
                        "update secrecy_edition set scanned_to = case when $6 then null else $2::uuid end,"
                                + " phase = coalesce($7::text, phase), scanned = scanned + $3,"
                                + " suspected = suspected + $4, scanned_at = $5::timestamptz where edition = $1",
                        current.edition(),
                        last,
                        (long) scanned,
                        (long) suspected,
                        done ? clock.instant().atOffset(ZoneOffset.UTC) : null,
                        through,
                        through ? next : null)
                .replaceWith(!done);
    }
}
