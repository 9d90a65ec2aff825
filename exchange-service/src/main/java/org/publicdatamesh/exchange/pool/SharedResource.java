package org.publicdatamesh.exchange.pool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.ShareType;

/**
 * A resource whose rows the pool keeps, with the data items of its entry.
 *
 * @param id the resource
 * @param entryId its entry
 * @param entryVersion the version of the entry that the rest is of
 * @param unit the unit that provides it
 * @param open whether everyone may have it
 * @param loaded whether it has a table yet
 * @param retired whether its entry was retired: no new application and no new grant
 * @param ended whether it was replaced or withdrawn: the same
 * @param shareType how its entry is shared
 * @param items data items, in order
 */
public record SharedResource(
        UUID id,
        UUID entryId,
        int entryVersion,
        String unit,
        boolean open,
        boolean loaded,
        boolean retired,
        boolean ended,
        ShareType shareType,
        List<DataItem> items) {
    private static final String SELECT = "select r.resource_id, r.entry_id, e.version, r.unit, e.open, r.loaded,"
            + " exists (select 1 from retired_entry t where t.entry_id = r.entry_id),"
            + " exists (select 1 from ended_resource d where d.resource_id = r.resource_id), e.share_type, e.items"
            + " from shared_resource r join shared_entry e on e.entry_id = r.entry_id where r.resource_id = :id";

    /** The resource; null where the catalogue has not told of it and its entry. */
    public static Uni<@Nullable SharedResource> find(Mutiny.Session session, UUID id) {
        return query(session, SELECT, id);
    }

    /** The same, locked until the transaction ends: loads, corrections and new grants of one resource go one by one. */
    public static Uni<@Nullable SharedResource> lock(Mutiny.Session session, UUID id) {
        return query(session, SELECT + " for update of r", id);
    }

    private static Uni<@Nullable SharedResource> query(Mutiny.Session session, String sql, UUID id) {
        return session.createNativeQuery(sql, Object[].class)
                .setParameter("id", id)
                .getResultList()
                .map(rows -> rows.isEmpty() ? null : of(rows.getFirst()));
    }

    private static SharedResource of(Object[] row) {
        return new SharedResource(
                (UUID) row[0],
                (UUID) row[1],
                (Integer) row[2],
                (String) row[3],
                (Boolean) row[4],
                (Boolean) row[5],
                (Boolean) row[6],
                (Boolean) row[7],
                ShareType.valueOf((String) row[8]),
                items((String) row[9]));
    }

    /** Data items as they are stored. */
    static List<DataItem> items(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<DataItem>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored data items cannot be read", e);
        }
    }

    /** The item of that name. */
    public @Nullable DataItem item(String name) {
        for (DataItem item : items) {
            if (item.name().equals(name)) {
                return item;
            }
        }
        return null;
    }

    /** The items that make the key, in order. */
    public List<DataItem> key() {
        List<DataItem> key = new ArrayList<>();
        for (DataItem item : items) {
            if (item.key()) {
                key.add(item);
            }
        }
        return key;
    }

    /** The table of its rows, quoted. */
    public String table() {
        return table(id);
    }

    /** The table of a resource's rows, quoted. */
    public static String table(UUID id) {
        return "pool.\"r_" + Objects.requireNonNull(id).toString().replace("-", "") + "\"";
    }
}
