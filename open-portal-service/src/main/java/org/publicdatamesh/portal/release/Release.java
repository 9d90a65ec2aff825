package org.publicdatamesh.portal.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * A whole release of an open resource's rows.
 *
 * @param id its id
 * @param resourceId the resource
 * @param items names of the columns
 * @param parts how many parts it has
 * @param rows how many rows
 * @param receivedAt when its last part came
 * @param suspended whether a containment order stops the resource (Art. 42)
 */
public record Release(
        UUID id, UUID resourceId, List<String> items, int parts, long rows, Instant receivedAt, boolean suspended) {

    /**
     * The releases that are served for an entry, by resource: none that was made for a version before the entry was last
     * opened to everyone.
     */
    public static Uni<List<Release>> current(Mutiny.Session session, UUID entry) {
        return session.createNativeQuery(
                        "select r.release_id, r.resource_id, r.items, r.parts, r.rows, r.received_at,"
                                + " contained('RESOURCE', r.resource_id) as suspended"
                                + " from release r join open_item i on i.entry_id = r.entry_id"
                                + " where r.entry_id = :entry and r.state = 'CURRENT' and i.listed"
                                + " and r.entry_version >= i.open_since order by r.resource_id",
                        Object[].class)
                .setParameter("entry", entry)
                .getResultList()
                .map(found -> found.stream()
                        .map(row -> new Release(
                                (UUID) row[0],
                                (UUID) row[1],
                                read((String) row[2], new TypeReference<List<String>>() {}),
                                (Integer) row[3],
                                ((Number) row[4]).longValue(),
                                ((OffsetDateTime) row[5]).toInstant(),
                                (Boolean) row[6]))
                        .toList());
    }

    /**
     * The columns that are served, as positions in {@link #items}: those that the entry's newest version still has. A column
     * that was taken out of an open entry is not open any more, though the rows that hold it were released before.
     *
     * @param declared names of the entry's data items
     */
    public List<Integer> open(Collection<String> declared) {
        return IntStream.range(0, items.size())
                .filter(column -> declared.contains(items.get(column)))
                .boxed()
                .toList();
    }

    /** The rows of one part; fails where a containment order has come meanwhile. */
    public Uni<List<List<@Nullable String>>> part(Mutiny.Session session, int part) {
        return session.<String>createNativeQuery(
                        "select p.rows from release_part p join release r on r.release_id = p.release_id"
                                + " where p.release_id = :id and p.part = :part"
                                + " and not contained('OPEN_ITEM', r.entry_id)"
                                + " and not contained('RESOURCE', r.resource_id)")
                .setParameter("id", id)
                .setParameter("part", part)
                .getSingleResult()
                .map(json -> read(json, new TypeReference<List<List<@Nullable String>>>() {}));
    }

    /**
     * Whether it has a row with these values. Only parts that hold each value somewhere are read as rows.
     *
     * @param key values by the names of their columns, each of them one of {@link #items}
     */
    public Uni<Boolean> has(Mutiny.Session session, Map<String, String> key) {
        StringBuilder parts = new StringBuilder();
        StringBuilder row = new StringBuilder();
        List<Object> parameters = new ArrayList<>(List.of(id));
        key.forEach((item, value) -> {
            parameters.add(EventJson.write(value));
            parts.append(" and strpos(p.rows, $").append(parameters.size()).append(") > 0");
            parameters.add(value);
            row.append(" and t.value ->> ")
                    .append(items.indexOf(item))
                    .append(" = $")
                    .append(parameters.size());
        });
        return SessionSql.select(
                        session,
                        "select exists (select 1 from (select p.rows from release_part p where p.release_id = $1"
                                + parts
                                + " offset 0) as held cross join lateral json_array_elements(cast(held.rows as json))"
                                + " as t(value) where true" + row + ")",
                        columns -> (Boolean) columns[0],
                        parameters.toArray())
                .map(List::getFirst);
    }

    /** The first rows, at most so many. */
    public Uni<List<List<@Nullable String>>> first(Mutiny.Session session, int limit) {
        return session.<String>createNativeQuery(
                        "select cast(coalesce(json_agg(t.value order by t.n), '[]') as text) from release_part p"
                                + " cross join lateral json_array_elements(cast(p.rows as json))"
                                + " with ordinality as t(value, n)"
                                + " where p.release_id = :id and p.part = 0 and t.n <= :limit")
                .setParameter("id", id)
                .setParameter("limit", limit)
                .getSingleResult()
                .map(json -> read(json, new TypeReference<List<List<@Nullable String>>>() {}));
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored release cannot be read", e);
        }
    }
}
