package org.publicdatamesh.exchange.party;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.exchange.pool.SharedResource;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.DataItem;
import org.publicdatamesh.kit.event.catalog.RightKind;
import org.publicdatamesh.kit.event.exchange.ShareApproved;
import org.publicdatamesh.kit.party.Collecting;
import org.publicdatamesh.kit.party.Collector;
import org.publicdatamesh.kit.party.StandingPlan;
import org.publicdatamesh.kit.sql.SessionSql;

/** Reads who answers for the data of a grant that is made. */
public final class KnownParties {
    private static final int MOST = 500;

    private KnownParties() {}

    private record Right(
            UUID id,
            RightKind kind,
            String holder,
            String number,
            @Nullable Instant validUntil) {}

    /** The parties of a grant on a resource, as the catalogue has told of them, at the time at which it begins. */
    public static Uni<GrantParties> of(Mutiny.Session session, SharedResource resource, ShareApproved grant) {
        return parts(session, resource.entryId())
                .chain(parts -> plans(session, units(resource.unit(), parts), grant.validFrom())
                        .map(plans -> Collecting.of(resource.unit(), parts, granted(resource, grant), plans)))
                .chain(collects -> rights(session, resource.entryId(), grant.validFrom())
                        .map(rights -> parties(grant, collects, rights)));
    }

    private static List<DataItem> granted(SharedResource resource, ShareApproved grant) {
        return resource.items().stream()
                .filter(item -> grant.items().contains(item.name()))
                .toList();
    }

    private static String[] units(String unit, Map<String, List<String>> parts) {
        return Stream.concat(Stream.of(unit), parts.keySet().stream())
                .distinct()
                .toArray(String[]::new);
    }

    private static Uni<Map<String, List<String>>> parts(Mutiny.Session session, UUID entry) {
        return SessionSql.select(
                        session,
                        "select parts from shared_entry where entry_id = $1",
                        row -> read((String) row[0], new TypeReference<Map<String, List<String>>>() {}),
                        entry)
                .map(List::getFirst);
    }

    private static Uni<List<StandingPlan>> plans(Mutiny.Session session, String[] units, Instant now) {
        return SessionSql.select(
                session,
                "select plan_id, units, items from collection_plan where not ended and units && $1"
                        + " and valid_from <= $2 and valid_until > $2 order by plan_id",
                row -> new StandingPlan(
                        (UUID) row[0],
                        List.of((String[]) row[1]),
                        read((String) row[2], new TypeReference<List<String>>() {})),
                units,
                now.atOffset(ZoneOffset.UTC));
    }

    private static Uni<List<Right>> rights(Mutiny.Session session, UUID entry, Instant now) {
        return SessionSql.select(
                session,
                "select right_id, kind, holder, number, valid_until from data_right where not ended and entry_id = $1"
                        + " and valid_from <= $2 and (valid_until is null or valid_until > $2) order by right_id limit $3",
                row -> new Right(
                        (UUID) row[0],
                        RightKind.valueOf((String) row[1]),
                        (String) row[2],
                        (String) row[3],
                        row[4] == null ? null : ((OffsetDateTime) row[4]).toInstant()),
                entry,
                now.atOffset(ZoneOffset.UTC),
                MOST + 1);
    }

    private static GrantParties parties(ShareApproved grant, List<Collector> collects, List<Right> rights) {
        GrantParties.Holds holds = new GrantParties.Holds(grant.provider(), null, null);
        List<GrantParties.Operates> operates = new ArrayList<>();
        for (Right right : rights) {
            if (right.kind() == RightKind.HOLDING) {
                holds = new GrantParties.Holds(grant.provider(), right.id(), right.number());
            } else if (operates.size() < MOST) {
                operates.add(new GrantParties.Operates(
                        right.id(), right.kind(), right.holder(), right.number(), right.validUntil()));
            }
        }
        return new GrantParties(collects, holds, operates, grant.consumer());
    }

    private static <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what the catalogue told of parties cannot be read", e);
        }
    }
}
