package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryContent;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Keeps the rules of this replica current, and after each change scans everything that stands in the catalogue: contents that are
 * published and under work, what was said about them, resources. Hits open cases; what a decision left to withhold is withheld.
 */
@ApplicationScoped
class SecrecyScan {
    private static final int PART = 200;
    private static final int PARTS_AT_ONCE = 50;
    private static final String NEXT = """
            select id, unit, version, live_version, content, live_content, return_reasons, retirement_reasons,
                retirement_decision_reasons
            from entry where id > $1 and state <> 'WITHHELD' order by id limit\s""" + PART;
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

    /** Versions of an entry with what each says, and the entry's other texts. */
    private record Standing(
            UUID id,
            String unit,
            int version,
            @Nullable Integer liveVersion,
            String content,
            @Nullable String liveContent,
            List<String> about) {
        static Standing of(@Nullable Object[] columns) {
            List<String> about = new ArrayList<>();
            for (int i = 6; i < columns.length; i++) {
                if (columns[i] != null) {
                    about.add((String) columns[i]);
                }
            }
            return new Standing(
                    (UUID) columns[0],
                    (String) columns[1],
                    ((Number) columns[2]).intValue(),
                    columns[3] == null ? null : ((Number) columns[3]).intValue(),
                    (String) columns[4],
                    (String) columns[5],
                    about);
        }
    }

    /** What a part's scan finds. */
    private static final class Findings {
        private final List<UUID> entries = new ArrayList<>();
        private final List<Integer> versions = new ArrayList<>();
        private final List<Boolean> passed = new ArrayList<>();
        private final Map<SuspectedSecret.Standing, List<Suspicion>> suspected = new LinkedHashMap<>();

        void of(Standing entry, int version, List<Suspicion> found) {
            entries.add(entry.id());
            versions.add(version);
            passed.add(found.isEmpty());
            if (!found.isEmpty()) {
                suspected
                        .computeIfAbsent(
                                new SuspectedSecret.Standing(entry.id(), version, entry.unit()),
                                ignored -> new ArrayList<>())
                        .addAll(found);
            }
        }
    }

    private record Attached(UUID entry, String name, String system) {}

    private Uni<Boolean> part(Mutiny.Session session, Rules current, Progress progress) {
        return SessionSql.select(session, NEXT, Standing::of, progress.after()).chain(entries -> SessionSql.select(
                        session,
                        "select entry_id, name, information_system from resource where entry_id = any($1)",
                        columns -> new Attached((UUID) columns[0], (String) columns[1], (String) columns[2]),
                        (Object) entries.stream().map(Standing::id).toArray(UUID[]::new))
                .chain(resources -> {
                    Findings findings = findings(current, entries, resources);
                    return record(session, current, findings)
                            .chain(() -> note(session, current, entries, findings))
                            .replaceWith(entries.size() == PART);
                }));
    }

    private static Findings findings(Rules rules, List<Standing> entries, List<Attached> resources) {
        Findings findings = new Findings();
        for (Standing entry : entries) {
            List<Suspicion> found = content(rules, entry.id(), entry.content());
            for (String text : entry.about()) {
                note(found, rules.text("entry:/reasons", "/reasons", text));
            }
            for (Attached resource : resources) {
                if (resource.entry().equals(entry.id())) {
                    note(found, rules.text("attachment:/name", "/name", resource.name()));
                    note(found, rules.text("attachment:/informationSystem", "/informationSystem", resource.system()));
                }
            }
            findings.of(entry, entry.version(), found);
            String live = entry.liveContent();
            Integer liveVersion = entry.liveVersion();
            if (live != null && liveVersion != null) {
                findings.of(entry, liveVersion, content(rules, entry.id(), live));
            }
        }
        return findings;
    }

    private static void note(List<Suspicion> found, @Nullable Suspicion suspicion) {
        if (suspicion != null) {
            found.add(suspicion);
        }
    }

    private static List<Suspicion> content(Rules rules, UUID entry, String content) {
        try {
            return rules.body(EntryContent.class, EventJson.MAPPER.readTree(content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of entry " + entry + " cannot be read");
        }
    }

    private Uni<Void> record(Mutiny.Session session, Rules current, Findings findings) {
        Uni<Void> all = Uni.createFrom().voidItem();
        for (Map.Entry<SuspectedSecret.Standing, List<Suspicion>> each : findings.suspected.entrySet()) {
            all = all.chain(() -> cases.record(
                    session, each.getValue(), Cases.Origin.standing(Cases.Origin.SCAN, null, each.getKey()), current));
        }
        return all;
    }

    private Uni<Void> note(Mutiny.Session session, Rules current, List<Standing> entries, Findings findings) {
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
