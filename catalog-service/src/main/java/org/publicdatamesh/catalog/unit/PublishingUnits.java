package org.publicdatamesh.catalog.unit;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.reactive.mutiny.Mutiny;
import org.publicdatamesh.catalog.entry.PublishedEntries;
import org.publicdatamesh.kit.event.Envelope;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitRegistered;
import org.publicdatamesh.kit.inbox.EventHandler;

/** Keeps who the units are, to name them as publishers. */
@ApplicationScoped
public class PublishingUnits implements EventHandler<UnitRegistered> {
    @Override
    public Class<UnitRegistered> event() {
        return UnitRegistered.class;
    }

    @Override
    public Uni<Void> handle(Mutiny.Session session, Envelope<UnitRegistered> event) {
        UnitRegistered unit = event.data();
        return session.createNativeQuery(
                        "insert into publishing_unit as known (unit, name, level, division, authority, parent, as_of)"
                                + " values (:unit, :name, :level, :division, :authority, nullif(:parent, ''), :at)"
                                + " on conflict (unit) do update set name = excluded.name, level = excluded.level,"
                                + " division = excluded.division, authority = excluded.authority, parent = excluded.parent,"
                                + " as_of = excluded.as_of where known.as_of <= excluded.as_of")
                .setParameter("unit", unit.unit())
                .setParameter("name", EventJson.write(unit.name()))
                .setParameter("level", unit.level().name())
                .setParameter("division", unit.division())
                .setParameter("authority", unit.authority())
                .setParameter("parent", unit.parent() == null ? "" : unit.parent())
                .setParameter("at", event.time())
                .executeUpdate()
                .replaceWithVoid();
    }

    /** The units that are named and known, and the authority, by their ids. */
    public Uni<Map<String, PublishingUnit>> named(Mutiny.Session session, Collection<String> units) {
        return session.createNativeQuery(
                        "select unit, name, level, division, authority, as_of from publishing_unit"
                                + " where authority or unit in (:units) order by authority desc, unit limit 1000",
                        Object[].class)
                .setParameter("units", units.isEmpty() ? List.of("") : units)
                .getResultList()
                .map(rows -> {
                    Map<String, PublishingUnit> found = new LinkedHashMap<>();
                    rows.forEach(row -> found.put((String) row[0], unit(row)));
                    return found;
                });
    }

    private static PublishingUnit unit(Object[] row) {
        try {
            return new PublishingUnit(
                    (String) row[0],
                    EventJson.MAPPER.readValue((String) row[1], Text.class),
                    Level.valueOf((String) row[2]),
                    (String) row[3],
                    (Boolean) row[4],
                    Objects.requireNonNull(PublishedEntries.instant(row[5])));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the name of unit " + row[0] + " cannot be read", e);
        }
    }
}
