package org.publicdatamesh.exchange.notice;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.gate.LiveGrants;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.identity.Containment;
import org.publicdatamesh.kit.rest.Page;
import org.publicdatamesh.kit.rest.Paging;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Notices as they leave to their holder, whichever way: with their values only where the grant shows them, and not before it is
 * on record that they leave (Art. 27, 40).
 */
@ApplicationScoped
public class Inbox {
    /** How many bytes of changed values are read at once, unless one notice has more. */
    private static final long MOST_BYTES = 1_000_000;

    /** After which time it is looked again which grants show their values. */
    private static final Duration AGAIN = Duration.ofSeconds(2);

    private final Mutiny.SessionFactory sessions;
    private final Delivery delivery;
    private final Containment containment;
    private final InstantSource clock;

    Inbox(Mutiny.SessionFactory sessions, Delivery delivery, Containment containment, InstantSource clock) {
        this.sessions = sessions;
        this.delivery = delivery;
        this.containment = containment;
        this.clock = clock;
    }

    /**
     * A notice that may leave now.
     *
     * @param position its place in the order of all notices
     * @param view what its holder is told
     */
    public record Leaving(long position, NoticeView view) {}

    /**
     * The next notices of a unit, in their order.
     *
     * @param position after which
     * @param most how many at most, from 1; fewer where they are large
     * @param actor who gets them
     */
    public Uni<List<Leaving>> after(String holder, long position, int most, Actor actor) {
        return leave(
                        session -> SessionSql.select(
                                        session,
                                        "select max(position) from (select position, row_number() over so_far as nr,"
                                                + " sum(coalesce(octet_length(changes), 0)) over so_far as bytes"
                                                + " from (select position, changes from notice where holder = $1"
                                                + " and position > $2 order by position limit $3) as few"
                                                + " window so_far as (order by position)) as next"
                                                + " where nr = 1 or bytes <= $4",
                                        columns -> columns[0] == null ? position : ((Number) columns[0]).longValue(),
                                        holder,
                                        position,
                                        most,
                                        MOST_BYTES)
                                .chain(until -> find(session, holder, position, until.getFirst(), most))
                                .map(found -> new Page<>(found, null)),
                        actor)
                .map(Page::items);
    }

    /** A page of a unit's notices, oldest first. */
    Uni<Page<NoticeView>> page(String holder, Paging paging, Actor actor) {
        long after = paging.afterNumber(0);
        return leave(
                        session -> find(session, holder, after, Long.MAX_VALUE, paging.limit() + 1)
                                .map(found ->
                                        Page.resumable(found, paging, notice -> String.valueOf(notice.position), "0")),
                        actor)
                .map(page -> page.map(Leaving::view));
    }

    /**
     * One notice.
     *
     * @param own refuses what is not there for the caller
     */
    Uni<NoticeView> one(UUID id, Function<@Nullable Notice, Notice> own, Actor actor) {
        return leave(
                        session -> session.find(Notice.class, id)
                                .map(own::apply)
                                .map(notice -> new Page<>(List.of(notice), null)),
                        actor)
                .map(page -> page.items().getFirst().view());
    }

    private static Uni<List<Notice>> find(Mutiny.Session session, String holder, long after, long until, int most) {
        return session.createQuery(
                        "from Notice where holder = :holder and position > :after and position <= :until"
                                + " order by position",
                        Notice.class)
                .setParameter("holder", holder)
                .setParameter("after", after)
                .setParameter("until", until)
                .setMaxResults(most)
                .getResultList();
    }

    private record Found(Page<Notice> page, Set<UUID> shown, long nanos) {}

    private Uni<Page<Leaving>> leave(Function<Mutiny.Session, Uni<Page<Notice>>> read, Actor actor) {
        return sessions.withSession(session -> read.apply(session).chain(page -> shown(session, page.items())
                        .map(shown -> new Found(page, shown, System.nanoTime()))))
                .call(found -> delivery.record(found.page().items(), found.shown(), actor))
                .chain(this::still)
                .map(found -> found.page()
                        .map(notice -> new Leaving(
                                // One that has no place yet is read by its id alone.
                                notice.position == null ? 0 : notice.position,
                                NoticeView.of(notice, found.shown().contains(notice.id)))));
    }

    /** What may leave now that it is on record that it does, for that took its time. */
    private Uni<Found> still(Found found) {
        List<Notice> recorded = found.page().items().stream()
                .filter(notice -> found.shown().contains(notice.id))
                .toList();
        if (recorded.isEmpty()) {
            return Uni.createFrom().item(found);
        }
        Uni<Set<UUID>> shown = System.nanoTime() - found.nanos() > AGAIN.toNanos()
                ? sessions.withSession(session -> shown(session, recorded))
                : Uni.createFrom().item(() -> recorded.stream()
                        .filter(this::uncontained)
                        .map(notice -> notice.id)
                        .collect(Collectors.toSet()));
        return shown.map(now -> new Found(found.page(), now, found.nanos()));
    }

    private boolean uncontained(Notice notice) {
        return !containment.stopped(notice.grantId, notice.resourceId);
    }

    /** The notices whose values may leave: their grant is alive and has shown them since. */
    private Uni<Set<UUID>> shown(Mutiny.Session session, List<Notice> notices) {
        Set<UUID> grants = notices.stream()
                .filter(this::uncontained)
                .map(notice -> notice.grantId)
                .collect(Collectors.toSet());
        return LiveGrants.showing(session, grants, clock.instant()).map(since -> notices.stream()
                .filter(notice -> notice.sentAt.isAfter(since.getOrDefault(notice.grantId, Instant.MAX)))
                .map(notice -> notice.id)
                .collect(Collectors.toSet()));
    }
}
