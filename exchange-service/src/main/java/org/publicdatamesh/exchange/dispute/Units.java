package org.publicdatamesh.exchange.dispute;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.inbox.EventHandler;
import org.publicdatamesh.kit.sql.SessionSql;

/** Keeps where units stand among the levels of government, and which one is the authority. */
@ApplicationScoped
class Units implements EventHandler<UnitRegistered> {
    /**
     * A unit.
     *
     * @param place where it stands
     * @param authority whether it is the public data authority of this mesh
     */
    record Known(Place place, boolean authority) {}

    @Override
    public Class<UnitRegistered> event() {
        return UnitRegistered.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<UnitRegistered> event) {
        UnitRegistered unit = event.data();
        return SessionSql.update(
                        session,
                        "insert into unit_place as known (unit, level, division, authority, as_of) values ($1, $2, $3, $4, $5)"
                                + " on conflict (unit) do update set level = excluded.level, division = excluded.division,"
                                + " authority = excluded.authority, as_of = excluded.as_of where known.as_of <= excluded.as_of",
                        unit.unit(),
                        unit.level().name(),
                        unit.division(),
                        unit.authority(),
                        event.time().atOffset(ZoneOffset.UTC))
                .replaceWithVoid();
    }

    /** Two units and the authority, as far as they are known, by their ids. */
    static Uni<Map<String, Known>> known(Mutiny.Session session, String one, String other) {
        return SessionSql.select(
                        session,
                        "select unit, level, division, authority from unit_place where authority or unit in ($1, $2)"
                                + " order by authority desc, unit limit 10",
                        columns -> Map.entry(
                                (String) columns[0],
                                new Known(new Place(Level.valueOf((String) columns[1]), (String) columns[2]), (Boolean)
                                        columns[3])),
                        one,
                        other)
                .map(found -> {
                    Map<String, Known> units = new LinkedHashMap<>();
                    found.forEach(unit -> units.put(unit.getKey(), unit.getValue()));
                    return units;
                });
    }
}
