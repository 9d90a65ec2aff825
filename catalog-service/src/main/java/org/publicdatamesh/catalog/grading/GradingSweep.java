package org.publicdatamesh.catalog.grading;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.duty.Duties;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.LegalBasis;
import org.publicdatamesh.kit.grading.Grader;
import org.publicdatamesh.kit.grading.GradingProposal;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * When an edition of the grading rules has come in force, looks through all that is published, part by part and one replica at a
 * time: what does not keep it is listed, its unit has to update it, and both are told, once for an edition and entry.
 */
@ApplicationScoped
class GradingSweep {
    private static final int PART = 200;
    /** Demands that an event names: what it carries has a bound. */
    private static final int MOST_DEMANDS = 20;

    /** By how much the replicas' clocks may differ. */
    private static final Duration CLOCKS = Duration.ofSeconds(5);

    private static final String PENDING =
            "select p.edition, p.begun_at is not null from (select edition, begun_at, swept_at"
                    + " from grading_edition where in_force_from <= $1 order by edition desc limit 1) p where p.swept_at is null";

    private final Mutiny.SessionFactory sessions;
    private final GradingEditions editions;
    private final BelowRules below;
    private final Duties duties;
    private final Outbox outbox;
    private final InstantSource clock;

    GradingSweep(
            Mutiny.SessionFactory sessions,
            GradingEditions editions,
            BelowRules below,
            Duties duties,
            Outbox outbox,
            InstantSource clock) {
        this.sessions = sessions;
        this.editions = editions;
        this.below = below;
        this.duties = duties;
        this.outbox = outbox;
        this.clock = clock;
    }

    @Scheduled(every = "10s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return sweep().onFailure()
                .invoke(failure -> Log.errorf(failure, "Published entries are held against the grading rules later."))
                .onFailure()
                .recoverWithNull();
    }

    private record Pending(int edition, boolean begun) {}

    /** Looks through everything where an edition has come in force that this was not done for. */
    Uni<Void> sweep() {
        return sessions.withTransaction(this::begin)
                .chain(edition -> edition == null
                        ? Uni.createFrom().voidItem()
                        : Multi.createBy()
                                .repeating()
                                .uni(() -> sessions.withTransaction(session -> part(session, edition)))
                                .whilst(more -> more)
                                .onItem()
                                .ignoreAsUni());
    }

    private Uni<@Nullable Integer> begin(Mutiny.Session session) {
        return SessionSql.select(
                        session,
                        PENDING,
                        columns -> new Pending(((Number) columns[0]).intValue(), (Boolean) columns[1]),
                        clock.instant().minus(CLOCKS).atOffset(ZoneOffset.UTC))
                .chain(found -> {
                    if (found.isEmpty()) {
                        return Uni.createFrom().nullItem();
                    }
                    Pending pending = found.getFirst();
                    return pending.begun()
                            ? Uni.createFrom().item(pending.edition())
                            : GradingEditions.drain(session)
                                    .chain(() -> SessionSql.update(
                                            session,
                                            "update grading_edition set begun_at = $1 where edition = $2",
                                            clock.instant().atOffset(ZoneOffset.UTC),
                                            pending.edition()))
                                    .replaceWith(pending.edition());
                });
    }

    /** What is published, retired or withheld waits for a part or is seen by it, so no part notes what is not so any more. */
    private Uni<Boolean> part(Mutiny.Session session, int number) {
        return GradingEditions.drain(session)
                .chain(() -> SessionSql.select(
                        session,
                        "select swept_to from grading_edition where edition = $1 and swept_at is null"
                                + " for update skip locked",
                        columns -> columns[0] == null ? new UUID(0, 0) : (UUID) columns[0],
                        number))
                .chain(progress -> progress.isEmpty()
                        ? Uni.createFrom().item(false)
                        : GradingEditions.edition(session, number)
                                .chain(edition -> edition == null
                                        ? Uni.createFrom().item(false)
                                        : part(session, edition, progress.getFirst())));
    }

    private Uni<Boolean> part(Mutiny.Session session, GradingEditions.Edition edition, UUID after) {
        return PublishedEntries.after(session, after, PART)
                .chain(entries -> Aside.on(() -> foundIn(entries, editions.grader(edition)))
                        .chain(found -> note(session, edition, after, entries, found)));
    }

    private static List<BelowRules.Found> foundIn(List<PublishedEntry> entries, Grader grader) {
        List<BelowRules.Found> found = new ArrayList<>();
        for (PublishedEntry entry : entries) {
            List<Violation> broken = grader.broken(Subjects.of(entry));
            if (!broken.isEmpty()) {
                found.add(new BelowRules.Found(entry, grader.propose(Subjects.of(entry)), broken));
            }
        }
        return found;
    }

    private Uni<Boolean> note(
            Mutiny.Session session,
            GradingEditions.Edition edition,
            UUID after,
            List<PublishedEntry> entries,
            List<BelowRules.Found> found) {
        Instant now = clock.instant();
        List<PublishedEntry> owed = found.stream().map(BelowRules.Found::entry).toList();
        boolean last = entries.size() < PART;
        return below.put(session, edition.number(), entries, found, now)
                .chain(() -> duties.open(session, cause(edition), owed, null))
                .chain(() -> outbox.publishAll(session, told(edition.number(), found)))
                .chain(() -> SessionSql.update(
                        session,
                        "update grading_edition set swept_to = $1, swept_at = $2 where edition = $3",
                        entries.isEmpty() ? after : entries.getLast().id(),
                        last ? now.atOffset(ZoneOffset.UTC) : null,
                        edition.number()))
                .replaceWith(!last);
    }

    private static Duties.Cause cause(GradingEditions.Edition edition) {
        return new Duties.Cause(
                edition.id(),
                DutyKind.LAW_CHANGED,
                "数据分类分级规则第 " + edition.number() + " 版施行",
                "目录条目或者数据项的级别、分类或者开放类型不符合现行规则,应当更新并重新发布(第三十八条)。",
                new LegalBasis(edition.title(), "第 " + edition.number() + " 版"));
    }

    private static List<Outbox.Keyed> told(int edition, List<BelowRules.Found> found) {
        List<Outbox.Keyed> events = new ArrayList<>();
        for (BelowRules.Found each : found) {
            PublishedEntry entry = each.entry();
            events.add(new Outbox.Keyed(
                    entry.id().toString(),
                    new GradingBelow(
                            entry.id(),
                            entry.version(),
                            entry.unit(),
                            edition,
                            entry.content().grade(),
                            each.proposal().grade(),
                            items(each.proposal()),
                            each.proposal().openAtMost(),
                            demands(each.broken()))));
        }
        return events;
    }

    private static List<GradingBelow.Demand> demands(List<Violation> broken) {
        return broken.stream()
                .limit(MOST_DEMANDS)
                .map(each -> new GradingBelow.Demand(
                        String.valueOf(each.pointer()),
                        each.code(),
                        each.message(),
                        each.arguments().stream().map(String::valueOf).toList()))
                .toList();
    }

    private static List<GradingBelow.Item> items(GradingProposal proposal) {
        List<GradingBelow.Item> items = new ArrayList<>();
        for (GradingProposal.Item item : proposal.items()) {
            GradingProposal.Ground ground = item.ground();
            if (ground != null && item.stated() < item.grade()) {
                items.add(new GradingBelow.Item(item.name(), item.stated(), item.grade(), ground.rule()));
            }
        }
        return items;
    }
}
