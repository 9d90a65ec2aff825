package org.publicdatamesh.portal.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/**
 * A whole release of an open resource's rows.
 *
 * @param id its id
 * @param resourceId the resource
 * @param items names of the columns
 * @param parts how many parts it has
 * @param rows how many rows
 * @param receivedAt when its last part came
 */
public record Release(UUID id, UUID resourceId, List<String> items, int parts, long rows, Instant receivedAt) {

    /** The releases that are served for an entry, by resource. */
    public static Uni<List<Release>> current(Mutiny.Session session, UUID entry) {
        return session.createNativeQuery(
                        "select release_id, resource_id, items, parts, rows, received_at from release"
                                + " where entry_id = :entry and state = 'CURRENT' order by resource_id",
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
                                ((OffsetDateTime) row[5]).toInstant()))
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

    /** The rows of one part. */
    public Uni<List<List<@Nullable String>>> part(Mutiny.Session session, int part) {
        return session.<String>createNativeQuery(
                        "select rows from release_part where release_id = :id and part = :part")
                .setParameter("id", id)
                .setParameter("part", part)
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
