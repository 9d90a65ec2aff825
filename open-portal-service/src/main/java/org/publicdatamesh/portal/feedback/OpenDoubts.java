package org.publicdatamesh.portal.feedback;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.portal.DataDoubted;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;
import org.publicdatamesh.portal.openlist.OpenItem;
import org.publicdatamesh.portal.release.Release;

/** Doubts of open data: sent to the unit that provides them, which answers as it answers its holders (Art. 18, 27). */
@ApplicationScoped
class OpenDoubts {
    /** Doubts of one person that wait for their answer, at most. */
    static final int MOST_OPEN = 20;

    private static final Refusal TOO_MANY = Refusal.of(
            409,
            "too-many-open-doubts",
            "At most " + MOST_OPEN + " doubts of one person wait for their answer at a time.",
            MOST_OPEN);

    private static final Violation NO_SUCH_TABLE =
            Violation.at("/resourceId", "unknown-resource", "No table of this id is open.");

    private static final Violation NO_SUCH_ROW =
            Violation.at("/key", "no-such-row", "The open table has no row of this key.");

    private final Outbox outbox;
    private final InstantSource clock;
    private final Caller caller;

    OpenDoubts(Outbox outbox, InstantSource clock, Caller caller) {
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    Uni<OpenDoubt> report(Mutiny.Session session, OpenDoubtReport report) {
        Actor actor = caller.as(Roles.CITIZEN);
        return OpenItem.find(session, report.entryId())
                .map(item -> {
                    if (item == null) {
                        throw RefusedException.invalid(List.of(NO_SUCH_TABLE));
                    }
                    item.requireServed();
                    return item;
                })
                .chain(item -> Release.current(session, item.id()).map(releases -> {
                    List<Violation> violations = broken(report, item, releases);
                    if (!violations.isEmpty()) {
                        throw RefusedException.invalid(violations);
                    }
                    return Objects.requireNonNull(release(report, releases));
                }))
                .call(() -> waiting(session, actor.person()))
                .chain(release -> requireRow(session, release, report.key()))
                .chain(() -> file(session, report, actor));
    }

    private static @Nullable Release release(OpenDoubtReport report, List<Release> releases) {
        return releases.stream()
                .filter(one -> !one.suspended() && one.resourceId().equals(report.resourceId()))
                .findFirst()
                .orElse(null);
    }

    /** The row is one of those that everyone can see; a key item that is not released is left to the unit that has it. */
    private static Uni<Void> requireRow(Mutiny.Session session, Release release, Map<String, String> key) {
        Map<String, String> shown = new TreeMap<>(key);
        shown.keySet().retainAll(release.items());
        return release.has(session, shown)
                .invoke(there -> {
                    if (!there) {
                        throw RefusedException.invalid(List.of(NO_SUCH_ROW));
                    }
                })
                .replaceWithVoid();
    }

    /** Every rule that a report breaks: it is about a table, a row and a column that everyone can see. */
    static List<Violation> broken(OpenDoubtReport report, OpenItem item, List<Release> releases) {
        List<Violation> violations = new ArrayList<>();
        Release release = release(report, releases);
        if (release == null) {
            violations.add(NO_SUCH_TABLE);
            return violations;
        }
        Set<String> shown = release.open(item.itemNames()).stream()
                .map(release.items()::get)
                .collect(Collectors.toSet());
        if (!shown.contains(report.item())) {
            violations.add(Violation.at("/item", "unknown-item", "The table has no such column."));
        }
        Set<String> keys =
                item.items().stream().filter(DataItem::key).map(DataItem::name).collect(Collectors.toSet());
        for (String key : keys) {
            String value = report.key().get(key);
            if (value == null || value.isEmpty()) {
                violations.add(Violation.at("/key/" + key, "required", "The row's key has a value for this item."));
            } else if (value.length() > 4000) {
                violations.add(Violation.at("/key/" + key, "too-long", "At most 4000 characters.", 4000));
            }
        }
        if (!keys.containsAll(report.key().keySet())) {
            violations.add(Violation.at(
                    "/key",
                    "not-a-key-item",
                    "The key items are " + String.join(", ", keys) + ".",
                    String.join(", ", keys)));
        }
        return violations;
    }

    /** One after another for a person, so that two at a time do not both find room. */
    private static Uni<Void> waiting(Mutiny.Session session, String person) {
        return SessionSql.select(
                        session,
                        "select cast(pg_advisory_xact_lock(hashtextextended($1, 18)) as text)",
                        columns -> String.valueOf(columns[0]),
                        person)
                .chain(() -> session.createQuery(
                                "select count(*) from OpenDoubt where person = :person and state in :open", Long.class)
                        .setParameter("person", person)
                        .setParameter("open", List.of(OpenDoubtState.SENT, OpenDoubtState.TAKEN))
                        .getSingleResult())
                .invoke(open -> {
                    if (open >= MOST_OPEN) {
                        throw new RefusedException(TOO_MANY);
                    }
                })
                .replaceWithVoid();
    }

    private Uni<OpenDoubt> file(Mutiny.Session session, OpenDoubtReport report, Actor actor) {
        OpenDoubt doubt = new OpenDoubt();
        doubt.id = Outbox.newId();
        doubt.entryId = report.entryId();
        doubt.resourceId = report.resourceId();
        doubt.person = actor.person();
        doubt.rowKey = EventJson.write(report.key());
        doubt.item = report.item();
        doubt.observed = report.observed();
        doubt.expected = report.expected();
        doubt.reasons = report.reasons();
        doubt.state = OpenDoubtState.SENT;
        doubt.reportedAt = clock.instant();
        return session.persist(doubt)
                .chain(session::flush)
                .chain(() -> outbox.publish(
                        session,
                        doubt.id.toString(),
                        new DataDoubted(
                                doubt.id,
                                doubt.resourceId,
                                doubt.entryId,
                                Map.copyOf(report.key()),
                                doubt.item,
                                doubt.observed,
                                doubt.expected,
                                doubt.reasons,
                                actor)))
                .replaceWith(doubt);
    }

    /** The doubt, where it is the caller's own. */
    OpenDoubt own(@Nullable OpenDoubt doubt) {
        if (doubt == null || !doubt.person.equals(caller.person())) {
            throw RefusedException.notFound("doubt");
        }
        return doubt;
    }
}
