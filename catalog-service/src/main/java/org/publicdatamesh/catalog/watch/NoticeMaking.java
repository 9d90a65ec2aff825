package org.publicdatamesh.catalog.watch;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.vertx.core.runtime.context.VertxContextSafetyToggle;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.entry.PublishedEntries.Step;
import org.publicdatamesh.catalog.entry.PublishedEntry;
import org.publicdatamesh.catalog.index.SearchMatcher;
import org.publicdatamesh.catalog.resource.Resource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.event.catalog.NoticeMode;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.Aside;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * Makes notices of what happened: what was noted is read, matched with all watches, and marked as done in the transaction that
 * has the notices, by one replica at a time. A crash leaves all of it to be done again, or nothing.
 */
@ApplicationScoped
class NoticeMaking {
    private static final int BATCH = 20;
    /** Rounds of one look; the next look goes on. */
    private static final int ROUNDS = 50;

    private static final Duration SET_ASIDE = Duration.ofMinutes(1);
    private static final String OPEN = "select id, kind, entry_id, version, resource_id, at from watch_happening"
            + " where done_at is null and (not_before is null or not_before <= $1) order by id limit $2";
    private static final String FOLLOWING = "select id, unit, follows, target, notices, begun_at from watch"
            + " where ended_at is null and notices <> 'NONE' and (follows = 'SEARCH' or target_digest = any($1))"
            + " order by id";
    private static final String MAKE =
            "insert into watch_notice (id, unit, position, watch_id, happening_id, effect, made_at)"
                    + " select uuidv7(), unit, case when held then null else nextval('watch_notice_position') end, watch,"
                    + " happening, effect, $6 from unnest($1::uuid[], $2::text[], $3::bool[], $4::uuid[], $5::text[])"
                    + " as made(watch, unit, held, happening, effect) on conflict do nothing";
    private static final String DONE = "update watch_happening h set done_at = $3, told = done.told"
            + " from unnest($1::uuid[], $2::text[]) as done(id, told) where h.id = done.id";

    private final Mutiny.SessionFactory sessions;
    private final InstantSource clock;
    private final Vertx vertx;
    private final AtomicInteger wakes = new AtomicInteger();
    private final SearchMatcher matcher = new SearchMatcher();
    private final Matching matching = new Matching(matcher);

    NoticeMaking(Mutiny.SessionFactory sessions, InstantSource clock, Vertx vertx) {
        this.sessions = sessions;
        this.clock = clock;
        this.vertx = vertx;
    }

    @PreDestroy
    void close() {
        matcher.close();
    }

    /** For what is tried again, and where the signal was missed. */
    @Scheduled(every = "{mesh.catalog.clocks.every}", delayed = "2s")
    void tick() {
        wake();
    }

    /** Looks whether something happened; while it looks, another call makes it look once more. */
    void wake() {
        if (wakes.getAndIncrement() == 0) {
            begin();
        }
    }

    /** Works on a context of its own, for sessions belong to one. */
    private void begin() {
        int seen = wakes.get();
        Context context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        VertxContextSafetyToggle.setContextSafe(context, true);
        context.runOnContext(
                begun -> Uni.createFrom().deferred(this::look).subscribe().with(done -> again(seen), failure -> {
                    Log.errorf(failure, "Notices of watches are made later.");
                    again(seen);
                }));
    }

    private void again(int seen) {
        if (wakes.addAndGet(-seen) > 0) {
            begin();
        }
    }

    private Uni<Void> look() {
        return Multi.createBy()
                .repeating()
                .uni(() -> round(BATCH).onFailure().recoverWithUni(this::oneByOne))
                .whilst(done -> done == BATCH)
                .select()
                .first(ROUNDS)
                .onItem()
                .ignoreAsUni();
    }

    /** What fails among others is tried alone, and what fails alone is set aside for a while, so that it holds up nothing. */
    private Uni<Integer> oneByOne(Throwable failure) {
        return round(1).onFailure().recoverWithUni(alone -> {
            Log.errorf(alone, "Of something that happened no notices are made; it is tried again in %s.", SET_ASIDE);
            return sessions.withTransaction(session -> SessionSql.update(
                            session,
                            "update watch_happening set not_before = $2 where id = (select id from watch_happening"
                                    + " where done_at is null and (not_before is null or not_before <= $1)"
                                    + " order by id limit 1)",
                            now(),
                            now().plus(SET_ASIDE)))
                    .replaceWith(0);
        });
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private record Open(
            UUID id,
            HappeningKind kind,
            UUID entryId,
            int version,
            @Nullable UUID resourceId,
            Instant at) {}

    /** Takes what happened first; gives how many were done. */
    private Uni<Integer> round(int most) {
        return sessions.withTransaction(session -> Inbox.tryLock(session)
                .chain(locked -> locked ? open(session, most) : Uni.createFrom().item(List.<Open>of()))
                .chain(open -> open.isEmpty() ? Uni.createFrom().item(0) : make(session, open)));
    }

    private Uni<List<Open>> open(Mutiny.Session session, int most) {
        return SessionSql.select(
                session,
                OPEN,
                row -> new Open(
                        (UUID) row[0],
                        HappeningKind.valueOf((String) row[1]),
                        (UUID) row[2],
                        (Integer) row[3],
                        (UUID) row[4],
                        ((OffsetDateTime) row[5]).toInstant()),
                now(),
                most);
    }

    private Uni<Integer> make(Mutiny.Session session, List<Open> open) {
        return Multi.createFrom()
                .iterable(open)
                .onItem()
                .transformToUniAndConcatenate(each -> happened(session, each))
                .collect()
                .asList()
                .map(found -> found.stream().flatMap(Optional::stream).toList())
                .chain(happenings -> followings(session, happenings)
                        .chain(followings -> Aside.on(() -> matching.matches(happenings, followings)))
                        .chain(matches -> keep(session, matches))
                        .chain(() -> done(session, open, happenings))
                        .replaceWith(open.size()));
    }

    /**
     * Makes the notices of an entry that leaves the catalogue, in the transaction that erases it and before it does: of what is
     * kept nothing says more than its code.
     */
    Uni<Void> withholding(Mutiny.Session session, UUID entryId, int version) {
        Instant at = clock.instant();
        UUID id = Outbox.newId();
        return Inbox.lock(session)
                .chain(() -> PublishedEntries.step(session, entryId, version))
                .chain(step -> {
                    if (step == null) {
                        return Uni.createFrom().voidItem();
                    }
                    PublishedEntry entry = step.after();
                    List<Happened> left =
                            List.of(new Happened(id, HappeningKind.WITHHELD, at, entry, null, Told.withheld(entry)));
                    return SessionSql.update(
                                    session,
                                    "insert into watch_happening (id, kind, entry_id, unit, version, at, told, done_at)"
                                            + " values ($1, $2, $3, $4, $5, $6, $7, $6)",
                                    id,
                                    HappeningKind.WITHHELD.name(),
                                    entryId,
                                    entry.unit(),
                                    entry.version(),
                                    at.atOffset(ZoneOffset.UTC),
                                    EventJson.write(Told.withheld(entry)))
                            .chain(() -> followings(session, left))
                            .chain(followings -> Aside.on(() -> matchesOrFewer(left, followings)))
                            .chain(matches -> keep(session, matches))
                            .replaceWithVoid();
                });
    }

    /** A search that cannot be matched does not keep an entry in the catalogue. */
    private List<Matching.Match> matchesOrFewer(List<Happened> left, List<Following> followings) {
        try {
            return matching.matches(left, followings);
        } catch (RuntimeException e) {
            Log.errorf("An entry is withheld and no watch of a search is told: %s", e.getClass());
            return matching.matches(
                    left,
                    followings.stream()
                            .filter(each -> each.follows() != Followed.SEARCH)
                            .toList());
        }
    }

    /** Nothing where the entry is not there any more. */
    private Uni<Optional<Happened>> happened(Mutiny.Session session, Open open) {
        return PublishedEntries.step(session, open.entryId(), open.version()).chain(step -> {
            if (step == null) {
                return Uni.createFrom().item(Optional.empty());
            }
            if (open.resourceId() == null) {
                return Uni.createFrom().item(Optional.of(happened(open, step, null)));
            }
            return session.find(Resource.class, open.resourceId())
                    .map(resource -> Optional.of(
                            happened(open, step, resource == null ? null : Told.Offered.of(resource.view()))));
        });
    }

    private static Happened happened(Open open, Step step, Told.@Nullable Offered resource) {
        PublishedEntry version = step.after();
        return switch (open.kind()) {
            case PUBLISHED, REVISED ->
                new Happened(open.id(), open.kind(), open.at(), step.before(), version, Told.published(step));
            case RETIRED, WITHHELD ->
                new Happened(open.id(), open.kind(), open.at(), version, null, Told.of(version, null));
            case RESOURCE_OFFERED ->
                new Happened(open.id(), open.kind(), open.at(), version, version, Told.of(version, resource));
        };
    }

    private Uni<List<Following>> followings(Mutiny.Session session, List<Happened> happenings) {
        Set<String> digests = new LinkedHashSet<>();
        happenings.forEach(happened -> happened.targets().forEach(target -> digests.add(target.digest())));
        return SessionSql.select(
                session,
                FOLLOWING,
                row -> new Following(
                        (UUID) row[0],
                        (String) row[1],
                        Followed.valueOf((String) row[2]),
                        (String) row[3],
                        row[4].equals(NoticeMode.DIGEST.name()),
                        ((OffsetDateTime) row[5]).toInstant()),
                (Object) digests.toArray(String[]::new));
    }

    private Uni<Integer> keep(Mutiny.Session session, List<Matching.Match> matches) {
        if (matches.isEmpty()) {
            return Uni.createFrom().item(0);
        }
        List<UUID> watches = new ArrayList<>();
        List<String> units = new ArrayList<>();
        List<Boolean> held = new ArrayList<>();
        List<UUID> happenings = new ArrayList<>();
        List<String> effects = new ArrayList<>();
        for (Matching.Match match : matches) {
            watches.add(match.following().watchId());
            units.add(match.following().unit());
            held.add(match.following().held());
            happenings.add(match.happened().id());
            effects.add(match.effect().name());
        }
        return SessionSql.update(
                session,
                MAKE,
                watches.toArray(UUID[]::new),
                units.toArray(String[]::new),
                held.toArray(Boolean[]::new),
                happenings.toArray(UUID[]::new),
                effects.toArray(String[]::new),
                now());
    }

    private Uni<Integer> done(Mutiny.Session session, List<Open> open, List<Happened> happenings) {
        Map<UUID, String> told = new HashMap<>();
        happenings.forEach(happened -> told.put(happened.id(), EventJson.write(happened.told())));
        return SessionSql.update(
                session,
                DONE,
                open.stream().map(Open::id).toArray(UUID[]::new),
                open.stream().map(each -> told.get(each.id())).toArray(String[]::new),
                now());
    }
}
