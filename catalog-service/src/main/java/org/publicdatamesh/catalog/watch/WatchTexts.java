package org.publicdatamesh.catalog.watch;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.search.StoredSearch;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.event.catalog.WatchEnded;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.sql.SessionSql;

/** Searches that are watched, as texts that may turn out to be secret; also of watches that have ended, for notices name them. */
@ApplicationScoped
class WatchTexts implements StandingRecords {
    private static final String STANDING = "select id, unit, target from watch where follows = 'SEARCH' and id ";

    private final Outbox outbox;
    private final InstantSource clock;

    WatchTexts(Outbox outbox, InstantSource clock) {
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "watched-search";
    }

    private static Standing of(@Nullable Object[] columns) {
        return new Standing(
                Objects.requireNonNull((UUID) columns[0]),
                String.valueOf(columns[1]),
                List.of(new NewWatch(
                        Followed.SEARCH, null, null, null, StoredSearch.read(String.valueOf(columns[2])), null)));
    }

    @Override
    public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
        return SessionSql.select(session, STANDING + "> $1 order by id limit " + most, WatchTexts::of, after);
    }

    @Override
    public String written() {
        return "select id from watch where " + WRITTEN;
    }

    @Override
    public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
        return SessionSql.select(
                session, STANDING + "= any($1) order by id", WatchTexts::of, (Object) ids.toArray(UUID[]::new));
    }

    /** The watch ends. Its notices stay, so that inboxes have no gaps, and name a search for nothing. */
    @Override
    public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
        return StandingRecords.eraseTold(session, id)
                .chain(() -> SessionSql.select(
                        session,
                        "select unit from watch where id = $1 and ended_at is null for update",
                        columns -> (String) columns[0],
                        id))
                .call(() -> SessionSql.update(
                        session,
                        "update watch set target = '{}', target_digest = '-', ended_at = coalesce(ended_at, $2),"
                                + " lock_version = lock_version + 1 where id = $1",
                        id,
                        clock.instant().atOffset(ZoneOffset.UTC)))
                .chain(begun -> begun.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : outbox.publish(session, id.toString(), new WatchEnded(id, begun.getFirst(), by)));
    }
}
