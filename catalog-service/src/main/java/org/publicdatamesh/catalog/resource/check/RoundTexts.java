package org.publicdatamesh.catalog.resource.check;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.secrecy.StandingRecords;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.sql.SessionSql;

/** What the authority called its conformity rounds, as texts that may turn out to be secret. */
@ApplicationScoped
class RoundTexts implements StandingRecords {
    /** A round is the authority's; where none is known yet, nobody has begun one. */
    private static final String STANDING = "select r.id, coalesce((select unit from publishing_unit where authority"
            + " order by unit limit 1), ''), r.title, r.description from conformity_round r where r.id ";

    @Override
    public String kind() {
        return "conformity-round";
    }

    private static Standing of(@Nullable Object[] columns) {
        return new Standing(
                Objects.requireNonNull((UUID) columns[0]),
                String.valueOf(columns[1]),
                List.of(new NewRound(String.valueOf(columns[2]), String.valueOf(columns[3]), null, null, null)));
    }

    @Override
    public Uni<List<Standing>> after(Mutiny.Session session, UUID after, int most) {
        return SessionSql.select(session, STANDING + "> $1 order by r.id limit " + most, RoundTexts::of, after);
    }

    @Override
    public String written() {
        return "select id from conformity_round where " + WRITTEN;
    }

    @Override
    public Uni<List<Standing>> some(Mutiny.Session session, List<UUID> ids) {
        return SessionSql.select(
                session, STANDING + "= any($1) order by r.id", RoundTexts::of, (Object) ids.toArray(UUID[]::new));
    }

    /** The round goes on, and its report stays, without a name. */
    @Override
    public Uni<Void> erase(Mutiny.Session session, UUID id, Actor by) {
        return SessionSql.update(
                        session, "update conformity_round set title = '-', description = '-' where id = $1", id)
                .chain(() -> StandingRecords.eraseTold(session, id));
    }
}
