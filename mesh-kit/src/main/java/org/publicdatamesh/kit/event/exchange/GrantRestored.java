package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;
import org.publicdatamesh.kit.event.catalog.Mask;

/**
 * A dispute about a grant's narrowing ended for its holder: it holds again what it held before (Art. 27).
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param revision how often the grant was changed, with this time; from 1
 * @param at when
 * @param items the items
 * @param rowFilter the rows: all conditions hold
 * @param masks items that are masked, and how
 * @param validUntil until when
 * @param rowsPerDay quota in rows a day; none where absent
 * @param reasons what was agreed or decided
 * @param actor who
 */
@EventType(topic = "exchange.grant", name = "exchange.grant.restored")
public record GrantRestored(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        long revision,
        Instant at,
        List<String> items,
        @Personal(of = Personal.Subject.GRANT) List<RowCondition> rowFilter,
        Map<String, Mask> masks,
        Instant validUntil,
        @Nullable Long rowsPerDay,
        String reasons,
        Actor actor)
        implements MeshEvent {}
