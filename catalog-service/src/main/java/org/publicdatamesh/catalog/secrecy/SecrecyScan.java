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
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
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
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(15);

    private static final int PART = 200;
    private static final int PARTS_AT_ONCE = 50;

    /** Ids of what was written since an edition's change of the rules, in their order. */
    private static final String SINCE = "select id from (%s) as w (id) where id > $1 order by id limit ";

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
     * them: another replica may have judged it by older rules.
     */
    private Uni<Void> again() {
        Rules current = rules.current();
        return sessions.withSession(session -> SessionSql.select(
                        session,
                        "select cast(written_from as text) from secrecy_edition where edition = $1"
                                + " and scanned_at is not null and scanned_again_at is null and shipped <= $2"
                                + " and changed_at <= $3",
                        columns -> (String) columns[0],
                        current.edition(),
                        rules.shipped(),
                        clock.instant().minus(AGAIN_AFTER).atOffset(ZoneOffset.UTC)))
                .chain(changed -> changed.isEmpty() ? Uni.createFrom().voidItem() : again(current, changed.getFirst()));
    }

    private Uni<Void> again(Rules current, String since) {
        Uni<Void> all = written(StandingTexts.WRITTEN, since, PART, (session, ids) -> StandingTexts.some(session, ids)
                .chain(entries -> {
                    Findings findings = new Findings(current, entries);
                    return record(session, current, findings).chain(() -> assessed(session, current, findings));
                }));
        for (StandingRecords kind : from(ENTRIES)) {
            all = all.chain(() -> written(kind.written(), since, kind.most(), (session, ids) -> kind.some(session, ids)
                    .chain(part -> record(session, current, kind, part))
                    .replaceWithVoid()));
        }
        return all.chain(() -> sessions.withTransaction(session -> SessionSql.update(
                        session,
                        "update secrecy_edition set scanned_again_at = $2 where edition = $1",
                        current.edition(),
                        clock.instant().atOffset(ZoneOffset.UTC))))
                .replaceWithVoid();
    }

    /** Part after part of what was written since, each in a transaction, until one has nothing. */
    private Uni<Void> written(
            String written, String since, int most, BiFunction<Mutiny.Session, List<UUID>, Uni<Void>> look) {
        AtomicReference<UUID> after = new AtomicReference<>(NONE);
        return Multi.createBy()
                .repeating()
                .uni(() -> sessions.withTransaction(session -> SessionSql.select(
                                session,
                                SINCE.formatted(written) + most,
                                columns -> (UUID) columns[0],
                                after.get(),
                                since)
                        .call(ids -> {
                            if (ids.isEmpty()) {
                                return Uni.createFrom().voidItem();
                            }
                            after.set(ids.getLast());
                            return look.apply(session, ids);
                        })))
                .whilst(ids -> ids.size() == most)
                .onItem()
                .ignoreAsUni();
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
            return StandingTexts.after(session, progress.after(), PART).chain(entries -> {
                Findings findings = new Findings(current, entries);
                UUID last = entries.isEmpty() ? null : entries.getLast().id();
                return record(session, current, findings)
                        .chain(() -> assessed(session, current, findings))
                        .chain(() -> note(
                                session,
                                current,
                                next,
                                last,
                                entries.size() < PART,
                                entries.size(),
                                findings.suspected.size()));
            });
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
            return record(session, current, kind, part)
                    .chain(suspected ->
                            note(session, current, next, last, part.size() < kind.most(), part.size(), suspected));
        });
    }

    private Uni<Void> record(Mutiny.Session session, Rules current, Findings findings) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<SuspectedSecret.Standing, List<Suspicion>> each : findings.suspected.entrySet()) {
            all = all.chain(() -> cases.record(
                    session, each.getValue(), Cases.Origin.standing(Cases.Origin.SCAN, null, each.getKey()), current));
        }
        return all;
    }

    /** A record in which something was found. */
    private record Suspected(StandingRecords.Standing record, List<Suspicion> found) {}

    /** Gives in how many something was found. */
    private Uni<Integer> record(
            Mutiny.Session session, Rules current, StandingRecords kind, List<StandingRecords.Standing> part) {
        return Aside.on(() -> part.stream()
                        .map(each -> new Suspected(each, current.of(each.texts())))
                        .filter(each -> !each.found().isEmpty())
                        .toList())
                .chain(suspected -> {
                    Uni<Void> all = Uni.createFrom().voidItem();
                    for (Suspected each : suspected) {
                        all = all.chain(() -> record(session, current, kind, each.record(), each.found()));
                    }
                    return all.replaceWith(suspected.size());
                });
    }

    private Uni<Void> record(
            Mutiny.Session session,
            Rules current,
            StandingRecords kind,
            StandingRecords.Standing each,
            List<Suspicion> found) {
        return kind.fleeting()
                ? kind.drop(session, each.id(), current)
                        .chain(() -> cases.record(
                                session, found, Cases.Origin.brought(Cases.Origin.SCAN, each.unit()), current))
                : cases.record(session, found, Cases.Origin.standing(kind.kind(), each), current);
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
