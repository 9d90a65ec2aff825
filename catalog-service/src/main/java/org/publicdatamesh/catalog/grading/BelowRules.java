package org.publicdatamesh.catalog.grading;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.duty.FilingGuard;
import org.publicdatamesh.catalog.entry.EntryFollower;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.GradingMended;
import org.publicdatamesh.kit.grading.Grader;
import org.publicdatamesh.kit.grading.GradingProposal;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * The list of published entries that do not keep the grading rules. An entry leaves it by a new version or by a later edition that it
 * keeps, and both are told; or by a retirement.
 */
@ApplicationScoped
class BelowRules implements EntryFollower, FilingGuard {
    private static final Refusal STILL_BELOW = Refusal.of(
            409,
            "below-grading-rules",
            "The entry does not keep the grading rules in force: publish a new version of it instead (Art. 38).");

    private final GradingEditions editions;
    private final Outbox outbox;

    BelowRules(GradingEditions editions, Outbox outbox) {
        this.editions = editions;
        this.outbox = outbox;
    }

    /**
     * An entry that does not keep the rules.
     *
     * @param entryId the entry
     * @param code its code
     * @param name its name
     * @param unit the unit that provides the data
     * @param version the version that was looked at
     * @param edition the edition of the rules
     * @param grade the grade that it states
     * @param leastGrade the grade that it has by the rules
     * @param foundAt when that was found
     * @param broken every rule that it breaks
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Below(
            UUID entryId,
            String code,
            Text name,
            String unit,
            int version,
            int edition,
            int grade,
            int leastGrade,
            Instant foundAt,
            List<Violation> broken) {}

    /** An entry that does not keep the rules, with what they propose and what it breaks. */
    record Found(PublishedEntry entry, GradingProposal proposal, List<Violation> broken) {}

    private record Row(UUID entry, int version, int edition, int grade, int leastGrade, Instant foundAt) {}

    /** Puts entries on the list that do not keep an edition, and takes those off it that do, and tells of these. */
    Uni<Void> put(Mutiny.Session session, int edition, List<PublishedEntry> looked, List<Found> found, Instant at) {
        UUID[] all = looked.stream().map(PublishedEntry::id).toArray(UUID[]::new);
        return SessionSql.select(
                        session,
                        "delete from grading_below where entry_id = any($1) returning entry_id",
                        columns -> (UUID) columns[0],
                        (Object) all)
                .chain(before -> insert(session, edition, found, at)
                        .chain(() -> outbox.publishAll(session, mended(edition, looked, found, Set.copyOf(before)))));
    }

    private static Uni<Integer> insert(Mutiny.Session session, int edition, List<Found> found, Instant at) {
        return SessionSql.update(
                session,
                "insert into grading_below (entry_id, unit, version, grade, least_grade, edition, found_at)"
                        + " select b.*, $6, $7 from unnest($1::uuid[], $2::text[], $3::int[], $4::int[],"
                        + " $5::int[]) as b (entry_id, unit, version, grade, least_grade)",
                found.stream().map(each -> each.entry().id()).toArray(UUID[]::new),
                found.stream().map(each -> each.entry().unit()).toArray(String[]::new),
                found.stream().map(each -> each.entry().version()).toArray(Integer[]::new),
                found.stream().map(each -> each.entry().content().grade()).toArray(Integer[]::new),
                found.stream().map(each -> each.proposal().grade()).toArray(Integer[]::new),
                edition,
                at.atOffset(ZoneOffset.UTC));
    }

    /** Entries that were on the list and keep this edition. */
    private static List<Outbox.Keyed> mended(
            int edition, List<PublishedEntry> looked, List<Found> found, Set<UUID> before) {
        Set<UUID> below = found.stream().map(each -> each.entry().id()).collect(Collectors.toSet());
        return looked.stream()
                .filter(entry -> before.contains(entry.id()) && !below.contains(entry.id()))
                .map(entry -> new Outbox.Keyed(
                        entry.id().toString(), new GradingMended(entry.id(), entry.version(), entry.unit(), edition)))
                .toList();
    }

    /**
     * At most so many of a unit's entries on the list after one, in the order of their ids.
     *
     * @param unit the unit; null for all
     */
    Uni<List<Below>> list(Mutiny.Session session, @Nullable String unit, UUID after, int most) {
        return SessionSql.select(
                        session,
                        "select entry_id, version, edition, grade, least_grade, found_at from grading_below"
                                + " where entry_id > $1 and ($2::text is null or unit = $2) order by entry_id limit $3",
                        columns -> new Row(
                                (UUID) columns[0],
                                ((Number) columns[1]).intValue(),
                                ((Number) columns[2]).intValue(),
                                ((Number) columns[3]).intValue(),
                                ((Number) columns[4]).intValue(),
                                ((OffsetDateTime) columns[5]).toInstant()),
                        after,
                        unit,
                        most)
                .chain(rows -> PublishedEntries.some(
                                session, rows.stream().map(Row::entry).toList())
                        .chain(entries ->
                                editions.grader(session).chain(grader -> Aside.on(() -> list(rows, entries, grader)))));
    }

    private static List<Below> list(List<Row> rows, List<PublishedEntry> entries, @Nullable Grader grader) {
        Map<UUID, PublishedEntry> byId = new HashMap<>();
        entries.forEach(entry -> byId.put(entry.id(), entry));
        List<Below> list = new ArrayList<>();
        for (Row row : rows) {
            PublishedEntry entry = byId.get(row.entry());
            if (entry != null) {
                list.add(below(row, entry, grader == null ? List.of() : grader.broken(Subjects.of(entry))));
            }
        }
        return list;
    }

    private static Below below(Row row, PublishedEntry entry, List<Violation> broken) {
        return new Below(
                entry.id(),
                entry.code(),
                entry.content().name(),
                entry.unit(),
                row.version(),
                row.edition(),
                row.grade(),
                row.leastGrade(),
                row.foundAt(),
                broken);
    }

    private record Left(String unit, int edition) {}

    @Override
    public Uni<Void> published(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return SessionSql.select(
                        session,
                        "delete from grading_below where entry_id = $1 returning unit, edition",
                        columns -> new Left((String) columns[0], ((Number) columns[1]).intValue()),
                        entryId)
                .chain(left -> left.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : outbox.publish(
                                session,
                                entryId.toString(),
                                new GradingMended(
                                        entryId,
                                        version,
                                        left.getFirst().unit(),
                                        left.getFirst().edition())));
    }

    /** No part of a sweep is between its look at the entry and its commit. */
    @Override
    public Uni<Void> leaving(Mutiny.Session session) {
        return GradingEditions.hold(session);
    }

    @Override
    public Uni<Void> retired(Mutiny.Session session, UUID entryId, int version, Actor actor) {
        return SessionSql.update(session, "delete from grading_below where entry_id = $1", entryId)
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> check(Mutiny.Session session, UUID matterId, UUID entryId) {
        return SessionSql.select(
                        session,
                        "select 1 from grading_edition e, grading_below b where e.edition_id = $1 and b.entry_id = $2",
                        columns -> true,
                        matterId,
                        entryId)
                .invoke(found -> {
                    if (!found.isEmpty()) {
                        throw new RefusedException(STILL_BELOW);
                    }
                })
                .replaceWithVoid();
    }
}
