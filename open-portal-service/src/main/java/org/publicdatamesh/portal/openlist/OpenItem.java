package org.publicdatamesh.portal.openlist;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;

/**
 * An item of the open list.
 *
 * @param id the entry
 * @param version its version
 * @param code its catalogue code
 * @param name its name
 * @param summary what the data is
 * @param unit the unit that opens it
 * @param openType to everyone, or to those who meet conditions
 * @param updateCycle declared update cycle
 * @param items data items
 * @param changedAt when it came to the list in this version
 */
public record OpenItem(
        UUID id,
        int version,
        String code,
        Text name,
        String summary,
        String unit,
        OpenType openType,
        UpdateCycle updateCycle,
        List<DataItem> items,
        Instant changedAt) {
    private static final String SELECT = "select entry_id, version, code, name, summary, unit, open_type, update_cycle,"
            + " items, changed_at from open_item where listed";

    /** Whether everyone may have its rows. */
    public boolean isForEveryone() {
        return openType == OpenType.UNCONDITIONAL;
    }

    /** Names of its data items. */
    public List<String> itemNames() {
        return items.stream().map(DataItem::name).toList();
    }

    /** The listed item; null where it is not on the open list. */
    public static Uni<@Nullable OpenItem> find(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(SELECT + " and entry_id = :id", Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : of(rows.getFirst()));
    }

    /**
     * Listed items in the order of their ids.
     *
     * @param after the id after which the list begins
     * @param words what name or summary contains; anything where blank
     * @param limit how many at most
     */
    public static Uni<List<OpenItem>> list(Mutiny.Session session, UUID after, String words, int limit) {
        return session.createNativeQuery(
                        SELECT + " and entry_id > :after and position(lower(:words) in searched) > 0"
                                + " order by entry_id limit :limit",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("words", words.strip())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(OpenItem::of).toList());
    }

    private static OpenItem of(Object[] row) {
        return new OpenItem(
                (UUID) row[0],
                (Integer) row[1],
                (String) row[2],
                read((String) row[3], new TypeReference<Text>() {}),
                (String) row[4],
                (String) row[5],
                OpenType.valueOf((String) row[6]),
                UpdateCycle.valueOf((String) row[7]),
                read((String) row[8], new TypeReference<List<DataItem>>() {}),
                ((OffsetDateTime) row[9]).toInstant());
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored item cannot be read", e);
        }
    }
}
