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
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/**
 * An item of the open list.
 *
 * @param id the entry
 * @param version its version
 * @param code its catalogue code
 * @param name its name
 * @param summary what the data is
 * @param unit the unit that opens it
 * @param unitName that unit's name; null where it is not known
 * @param openType to everyone, or to those who meet conditions
 * @param updateCycle declared update cycle
 * @param items data items
 * @param changedAt when it came to the list in this version
 * @param suspended whether a containment order (Art. 42) or its grade stops it
 * @param belowGrading whether its grade by the rules forbids to open it as it is (Art. 38)
 */
public record OpenItem(
        UUID id,
        int version,
        String code,
        Text name,
        String summary,
        String unit,
        @Nullable Text unitName,
        OpenType openType,
        UpdateCycle updateCycle,
        List<DataItem> items,
        Instant changedAt,
        boolean suspended,
        boolean belowGrading) {
    private static final String SELECT = "select i.entry_id, i.version, i.code, i.name, i.summary, i.unit, i.open_type,"
            + " i.update_cycle, i.items, i.changed_at, u.name as unit_name,"
            + " contained('OPEN_ITEM', i.entry_id) as suspended, too_open(i.entry_id, i.version, i.open_type) as too_open"
            + " from open_item i left join unit_name u on u.unit = i.unit where i.listed";

    /** What was open once. */
    public static final Refusal NO_LONGER_OPEN = Refusal.of(410, "no-longer-open", "This data is no longer open.");

    /** What a containment order stops, for the time being. */
    public static final Refusal SUSPENDED =
            Refusal.of(403, "open-item-suspended", "A security order stops this data for the time being.");

    /** What is of a grade that may not be so open, until its entry keeps the grading rules. */
    public static final Refusal BELOW_GRADING = Refusal.of(
            403,
            "open-item-below-grading",
            "By the grading rules this data is of a grade that may not be so open; it is suspended until its entry keeps them.");

    /** Whether everyone may have its rows. */
    public boolean isForEveryone() {
        return openType == OpenType.UNCONDITIONAL;
    }

    /** Names of its data items. */
    public List<String> itemNames() {
        return items.stream().map(DataItem::name).toList();
    }

    /**
     * The listed item.
     *
     * @throws RefusedException 410 {@code no-longer-open} where it was on the open list, 404 where it never was
     */
    public static Uni<OpenItem> listed(Mutiny.Session session, UUID id) {
        return find(session, id)
                .chain(item -> item != null
                        ? Uni.createFrom().item(item)
                        : refuse(session, id, RefusedException.notFound("open item")));
    }

    /** Fails with 410 {@code no-longer-open} where the entry was more open than it is, else with what is given. */
    public static <T> Uni<T> refuse(Mutiny.Session session, UUID id, RefusedException otherwise) {
        return session.createNativeQuery(
                        "select entry_id from open_item where entry_id = :id and withdrawn_at is not null")
                .setParameter("id", id)
                .getResultList()
                .map(found -> {
                    throw found.isEmpty() ? otherwise : new RefusedException(NO_LONGER_OPEN);
                });
    }

    /** The listed item; null where there is none. */
    public static Uni<@Nullable OpenItem> find(Mutiny.Session session, UUID id) {
        return session.createNativeQuery(SELECT + " and i.entry_id = :id", Object[].class)
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
                        SELECT + " and i.entry_id > :after and position(lower(:words) in i.searched) > 0"
                                + " order by i.entry_id limit :limit",
                        Object[].class)
                .setParameter("after", after)
                .setParameter("words", words.strip())
                .setParameter("limit", limit)
                .getResultList()
                .map(rows -> rows.stream().map(OpenItem::of).toList());
    }

    /** Refuses what is suspended. */
    public void requireServed() {
        if (belowGrading) {
            throw new RefusedException(BELOW_GRADING);
        }
        if (suspended) {
            throw new RefusedException(SUSPENDED);
        }
    }

    private static OpenItem of(Object[] row) {
        return new OpenItem(
                (UUID) row[0],
                (Integer) row[1],
                (String) row[2],
                read((String) row[3], new TypeReference<Text>() {}),
                (String) row[4],
                (String) row[5],
                row[10] == null ? null : read((String) row[10], new TypeReference<Text>() {}),
                OpenType.valueOf((String) row[6]),
                UpdateCycle.valueOf((String) row[7]),
                read((String) row[8], new TypeReference<List<DataItem>>() {}),
                ((OffsetDateTime) row[9]).toInstant(),
                (Boolean) row[11] || (Boolean) row[12],
                (Boolean) row[12]);
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored item cannot be read", e);
        }
    }
}
