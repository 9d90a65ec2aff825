package org.publicdatamesh.catalog.secrecy;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Keeps the rules of this replica current, and after each change scans everything that stands in the catalogue: every
 * version that was published, what is under work, what was said about them, resources. Hits open cases; what a decision left to withhold is withheld.
 */
@ApplicationScoped
class SecrecyScan {
    private static final int PART = 200;
    private static final int PARTS_AT_ONCE = 50;
    private static final String SCANNED = """
            insert into secrecy_assessment as known (entry_id, version, edition, passed, assessed_at)
            select entry, version, $4, passed, $5 from unnest($1::uuid[], $2::int[], $3::boolean[]) as a (entry, version, passed)
            on conflict (entry_id, version) do update set edition = excluded.edition, passed = excluded.passed,
                assessed_at = excluded.assessed_at where known.edition <= excluded.edition""";

    private final Mutiny.SessionFactory sessions;
    private final RulesInForce rules;
    private final Cases cases;
    private final InstantSource clock;

    SecrecyScan(Mutiny.SessionFactory sessions, RulesInForce rules, Cases cases, InstantSource clock) {
        this.sessions = sessions;
        this.rules = rules;
        this.cases = cases;
        this.clock = clock;
    }

    @Scheduled(every = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return refresh()
                .chain(this::scan)
                .chain(() -> sessions.withTransaction(session -> cases.withhold(session, null, PART)))
                .replaceWithVoid()
                .onFailure()
                .invoke(failure -> Log.errorf(failure, "The rules of secrecy are read and texts scanned again later."))
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

    /** An edition that everything is to be scanned by, and how far that is. */
    private record Progress(int edition, UUID after) {}

    private Uni<Boolean> part(Mutiny.Session session) {
        Rules current = rules.current();
        return SessionSql.select(
                        session,
                        "select edition, scanned_to from secrecy_edition where edition = $1 and scanned_at is null"
                                + " for update skip locked",
                        columns -> new Progress(
                                ((Number) columns[0]).intValue(),
                                columns[1] == null ? new UUID(0, 0) : (UUID) columns[1]),
                        current.edition())
                .chain(progress -> progress.isEmpty()
                        ? Uni.createFrom().item(false)
                        : part(session, current, progress.getFirst()));
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
        return StandingTexts.after(session, progress.after(), PART).chain(entries -> {
            Findings findings = new Findings(current, entries);
            return record(session, current, findings)
                    .chain(() -> note(session, current, entries, findings))
                    .replaceWith(entries.size() == PART);
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

    private Uni<Void> note(Mutiny.Session session, Rules current, List<StandingTexts> entries, Findings findings) {
        Object now = clock.instant().atOffset(ZoneOffset.UTC);
        boolean last = entries.size() < PART;
        return SessionSql.update(
                        session,
                        SCANNED,
                        findings.entries.toArray(UUID[]::new),
                        findings.versions.toArray(Integer[]::new),
                        findings.passed.toArray(Boolean[]::new),
                        current.edition(),
                        now)
                .chain(() -> SessionSql.update(
                        session,
                        "update secrecy_edition set scanned_to = coalesce($2::uuid, scanned_to), scanned = scanned + $3,"
                                + " suspected = suspected + $4, scanned_at = $5::timestamptz where edition = $1",
                        current.edition(),
                        entries.isEmpty() ? null : entries.getLast().id(),
                        (long) entries.size(),
                        (long) findings.suspected.size(),
                        last ? now : null))
                .replaceWithVoid();
    }
}
