package org.publicdatamesh.catalog.resource.check;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.resource.AttachedResources;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.ConformityRoundOpened;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/** Conformity rounds of the authority (Art. 13). */
@ApplicationScoped
class Rounds {
    private static final int PART = 500;
    private static final Refusal NOTHING =
            Refusal.of(409, "nothing-to-measure", "No published entry of that choice has a resource.");

    private final Outbox outbox;
    private final Caller caller;
    private final InstantSource clock;

    Rounds(Outbox outbox, Caller caller, InstantSource clock) {
        this.outbox = outbox;
        this.caller = caller;
        this.clock = clock;
    }

    private static final class Progress {
        private UUID after = new UUID(0, 0);
    }

    /** Begins a round: each resource of the chosen entries is to be measured. */
    Uni<Round> open(Mutiny.Session session, NewRound wanted) {
        Actor actor = caller.as(Roles.AUTHORITY_REVIEWER);
        Round round = Round.opened(Outbox.newId(), actor.person(), clock.instant());
        round.title = wanted.title();
        round.description = wanted.description();
        round.unit = wanted.unit();
        round.classification = wanted.classification();
        Set<UUID> missing = wanted.entries() == null ? new HashSet<>() : new HashSet<>(wanted.entries());
        Set<UUID> named = Set.copyOf(missing);
        Progress progress = new Progress();
        return Multi.createBy()
                .repeating()
                .uni(() -> PublishedEntries.after(
                                session, PublishedEntries.Selection.ofUnit(wanted.unit()), progress.after, PART)
                        .call(part -> {
                            if (!part.isEmpty()) {
                                progress.after = part.getLast().id();
                            }
                            List<PublishedEntry> chosen = part.stream()
                                    .filter(entry -> chosen(wanted, named, entry))
                                    .toList();
                            chosen.forEach(entry -> missing.remove(entry.id()));
                            session.clear();
                            return add(session, round, chosen);
                        }))
                .whilst(part -> part.size() == PART)
                .onItem()
                .ignoreAsUni()
                .invoke(() -> refuse(wanted, missing, round))
                .chain(() -> session.persist(round))
                .chain(() -> outbox.publish(
                        session,
                        round.id.toString(),
                        new ConformityRoundOpened(
                                round.id,
                                round.title,
                                round.unit,
                                round.classification,
                                round.resources,
                                round.bareEntries,
                                actor)))
                .replaceWith(round);
    }

    private static boolean chosen(NewRound wanted, Set<UUID> named, PublishedEntry entry) {
        return (wanted.entries() == null || named.contains(entry.id()))
                && (wanted.classification() == null
                        || entry.content().classification().startsWith(wanted.classification()));
    }

    private static void refuse(NewRound wanted, Set<UUID> missing, Round round) {
        List<Violation> violations = new ArrayList<>();
        List<UUID> entries = wanted.entries() == null ? List.of() : wanted.entries();
        for (int i = 0; i < entries.size(); i++) {
            if (missing.contains(entries.get(i))) {
                violations.add(Violation.at(
                        "/entries/" + i, "no-published-entry", "There is no published entry with this id."));
            }
        }
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        if (round.resources == 0) {
            throw new RefusedException(NOTHING);
        }
    }

    private Uni<Void> add(Mutiny.Session session, Round round, List<PublishedEntry> entries) {
        List<UUID> ids = entries.stream().map(PublishedEntry::id).toList();
        return AttachedResources.of(session, ids).chain(found -> {
            round.bareEntries += ids.size() - found.size();
            return insert(session, round, found);
        });
    }

    private Uni<Void> insert(Mutiny.Session session, Round round, Map<UUID, List<Resource.View>> found) {
        List<Resource.View> all = found.values().stream().flatMap(List::stream).toList();
        if (all.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        round.resources += all.size();
        return SessionSql.update(
                        session,
                        "insert into resource_check (id, round_id, resource_id, entry_id, unit, state, requested_by,"
                                + " requested_at) select id, $5, resource_id, entry_id, unit, 'WAITING', $6, $7"
                                + " from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[])"
                                + " as checks(id, resource_id, entry_id, unit)",
                        all.stream().map(each -> Outbox.newId()).toArray(UUID[]::new),
                        all.stream().map(Resource.View::id).toArray(UUID[]::new),
                        all.stream().map(Resource.View::entryId).toArray(UUID[]::new),
                        all.stream().map(Resource.View::unit).toArray(String[]::new),
                        round.id,
                        round.openedBy,
                        round.openedAt.atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    /** What does not match, by number of resources. */
    Uni<List<RoundView.Counted>> deviations(Mutiny.Session session, UUID round) {
        return SessionSql.select(
                session,
                "select (d ->> 'aspect') || '/' || (d ->> 'code') as name, count(distinct c.id) from resource_check c"
                        + " cross join lateral json_array_elements(cast(c.measured as json) -> 'deviations') d"
                        + " where c.round_id = $1 and not c.passed group by name order by 2 desc, 1 limit 100",
                columns -> new RoundView.Counted((String) columns[0], (Long) columns[1]),
                round);
    }
}
