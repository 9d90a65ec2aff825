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
import org.publicdatamesh.kit.event.catalog.GradingBelow;
import org.publicdatamesh.kit.event.catalog.OpenType;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.sql.SessionSql;

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
 * @param usable whether its last self-check passed: the same where it did not (Art. 13)
 * @param below what the grading rules demand and its entry does not keep: the same until it does; null where it keeps them (Art. 38)
 * @param shareType how its entry is shared
 * @param conditions conditions of sharing; null where the catalogue told of the entry before they were kept here
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
        boolean usable,
        @Nullable GradingBelow below,
        ShareType shareType,
        @Nullable List<String> conditions,
        List<DataItem> items) {
    private static final String SELECT = "select r.resource_id, r.entry_id, e.version, r.unit, e.open, r.loaded,"
            + " exists (select 1 from retired_entry t where t.entry_id = r.entry_id),"
            + " exists (select 1 from ended_resource d where d.resource_id = r.resource_id),"
            + " exists (select 1 from resource_proof p where p.resource_id = r.resource_id and p.passed),"
            + " (select b.data from grading_below b where b.entry_id = r.entry_id"
            + " and (e.version < b.version or e.version = b.version and not b.mended)), e.share_type,"
            + " e.share_conditions, e.items"
            + " from shared_resource r join shared_entry e on e.entry_id = r.entry_id where r.resource_id = $1";

    /** The resource; null where the catalogue has not told of it and its entry. */
    public static Uni<@Nullable SharedResource> find(Mutiny.Session session, UUID id) {
        return SessionSql.select(session, SELECT, SharedResource::of, id)
                .map(rows -> rows.isEmpty() ? null : rows.getFirst());
    }

    /**
     * The same, locked until the transaction ends: loads, corrections, new grants and the end of one resource go one by one. It is read
     * once the lock is there: what was decided while this waited is seen.
     */
    public static Uni<@Nullable SharedResource> lock(Mutiny.Session session, UUID id) {
        return hold(session, id).chain(() -> find(session, id));
    }

    /** Locks the resource, where it is known, until the transaction ends. */
    public static Uni<Void> hold(Mutiny.Session session, UUID id) {
        return SessionSql.select(
                        session,
                        "select resource_id from shared_resource where resource_id = $1 for update",
                        columns -> columns[0],
                        id)
                .replaceWithVoid();
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
                (Boolean) row[8],
                below((String) row[9]),
                ShareType.valueOf((String) row[10]),
                conditions((String) row[11]),
                items((String) row[12]));
    }

    private static @Nullable GradingBelow below(@Nullable String json) {
        try {
            return json == null ? null : EventJson.MAPPER.readValue(json, GradingBelow.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the grading rules demand of an entry cannot be read", e);
        }
    }

    private static @Nullable List<String> conditions(@Nullable String json) {
        try {
            return json == null ? null : EventJson.MAPPER.readValue(json, new TypeReference<List<String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored conditions of sharing cannot be read", e);
        }
    }

    /** Data items as they are stored. */
    static List<DataItem> items(String json) {
        try {
            return EventJson.MAPPER.readValue(json, new TypeReference<List<DataItem>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored data items cannot be read", e);
        }
    }

    /** Whether its rows go to the portal: it is open, it stands, and the grading rules do not forbid to open it (Art. 31, 38). */
    public boolean released() {
        return open && !retired && !ended && (below == null || !below.forbids(OpenType.UNCONDITIONAL));
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
