package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.catalog.unit.PublishingUnits;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.WatchBegun;
import org.publicdatamesh.kit.event.catalog.WatchChanged;
import org.publicdatamesh.kit.event.catalog.WatchEnded;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.rest.IfMatch;
import org.publicdatamesh.kit.sql.SessionSql;

/** Watches of the caller's unit: begun, changed, ended. */
@ApplicationScoped
class Watches {
    /** Beside the unit's name, the key of the lock under which its watches are counted. */
    private static final long COUNTED = 1070;

    private static final Refusal ALREADY_WATCHED =
            Refusal.of(409, "already-watched", "The unit watches this already; change that watch.");

    private final Outbox outbox;
    private final PublishingUnits units;
    private final WatchConfig config;
    private final Caller caller;
    private final InstantSource clock;

    Watches(Outbox outbox, PublishingUnits units, WatchConfig config, Caller caller, InstantSource clock) {
        this.outbox = outbox;
        this.units = units;
        this.config = config;
        this.caller = caller;
        this.clock = clock;
    }

    Uni<Watch> begin(Mutiny.Session session, NewWatch wanted) {
        Actor actor = caller.as(WatchResource.TENDING);
        List<Violation> violations = wanted.violations();
        if (!violations.isEmpty()) {
            throw RefusedException.invalid(violations);
        }
        Target target = wanted.target();
        return known(session, wanted)
                .chain(() -> room(session, actor.unit(), target))
                .chain(() -> {
                    Watch watch = Watch.begun(
                            Outbox.newId(), actor.unit(), target, wanted.mode(), actor.person(), clock.instant());
                    return session.persist(watch)
                            .chain(() -> outbox.publish(
                                    session,
                                    watch.id.toString(),
                                    new WatchBegun(
                                            watch.id, watch.unit, watch.follows, watch.target, watch.notices, actor)))
                            .replaceWith(watch);
                });
    }

    /** What is not published is as if it were not there, also to the unit that drafts it. */
    private Uni<Void> known(Mutiny.Session session, NewWatch wanted) {
        List<Violation> violations = new ArrayList<>();
        UUID entry = wanted.entry();
        String unit = wanted.unit();
        Uni<?> looked = Uni.createFrom().voidItem();
        if (entry != null) {
            looked = PublishedEntries.one(session, entry).invoke(found -> {
                if (found == null) {
                    violations.add(
                            Violation.at("/entry", "unknown-published-entry", "No published entry has this id."));
                }
            });
        } else if (unit != null) {
            looked = units.named(session, List.of(unit)).invoke(found -> {
                if (!found.containsKey(unit)) {
                    violations.add(Violation.at("/unit", "unknown-unit", "There is no such unit."));
                }
            });
        }
        return looked.replaceWithVoid().invoke(() -> {
            if (!violations.isEmpty()) {
                throw RefusedException.invalid(violations);
            }
        });
    }

    private record Room(long watches, boolean same) {}

    private Uni<Void> room(Mutiny.Session session, String unit, Target target) {
        return SessionSql.select(
                        session,
                        "select pg_advisory_xact_lock(hashtextextended($1, " + COUNTED + "))",
                        row -> true,
                        unit)
                .chain(() -> SessionSql.select(
                        session,
                        "select count(*), count(*) filter (where target_digest = $2) from watch"
                                + " where unit = $1 and ended_at is null",
                        row -> new Room(((Number) row[0]).longValue(), ((Number) row[1]).longValue() > 0),
                        unit,
                        target.digest()))
                .invoke(rows -> {
                    Room room = rows.getFirst();
                    if (room.same()) {
                        throw new RefusedException(ALREADY_WATCHED);
                    }
                    if (room.watches() >= config.mostOfAUnit()) {
                        throw new RefusedException(Refusal.of(
                                409,
                                "too-many-watches",
                                "A unit has at most " + config.mostOfAUnit() + " watches; end one first.",
                                String.valueOf(config.mostOfAUnit())));
                    }
                })
                .replaceWithVoid();
    }

    Uni<Watch> change(Mutiny.Session session, UUID id, @Nullable String ifMatch, WatchChange change) {
        Actor actor = caller.as(WatchResource.TENDING);
        return locked(session, id).call(watch -> {
            IfMatch.require(ifMatch, watch.lockVersion);
            if (watch.notices == change.notices()) {
                return Uni.createFrom().voidItem();
            }
            watch.notices = change.notices();
            return outbox.publish(session, id.toString(), new WatchChanged(watch.id, watch.unit, watch.notices, actor))
                    .chain(session::flush);
        });
    }

    Uni<Void> end(Mutiny.Session session, UUID id) {
        Actor actor = caller.as(WatchResource.TENDING);
        return locked(session, id).chain(watch -> {
            watch.endedAt = clock.instant();
            return outbox.publish(session, id.toString(), new WatchEnded(watch.id, watch.unit, actor));
        });
    }

    private Uni<Watch> locked(Mutiny.Session session, UUID id) {
        return session.find(Watch.class, id, LockModeType.PESSIMISTIC_WRITE).map(this::own);
    }

    /** A watch of the caller's unit that has not ended; any other is not there. */
    Watch own(@Nullable Watch watch) {
        if (watch == null || watch.endedAt != null || !watch.unit.equals(caller.unit())) {
            throw RefusedException.notFound("watch");
        }
        return watch;
    }
}
