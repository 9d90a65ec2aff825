package org.publicdatamesh.kit.event.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventType;
import org.publicdatamesh.kit.event.MeshEvent;
import org.publicdatamesh.kit.event.Personal;
import org.publicdatamesh.kit.event.catalog.LegalBasis;

/**
 * A grant holds less from now on. What it holds now is told whole.
 *
 * @param grantId the grant
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the provider
 * @param consumer the consumer
 * @param revision how often the grant was changed, with this time; from 1
 * @param at when
 * @param items the items that are left
 * @param rowFilter the rows that are left: all conditions hold
 * @param validUntil until when
 * @param rowsPerDay quota in rows a day; none where absent
 * @param reasons why
 * @param basis law, regulation or rule of the conditions that came to it; absent where none came, and in events of before it was told
 * @param actor the provider's data supervisor or the authority's reviewer
 */
@EventType(topic = "exchange.grant", name = "exchange.grant.narrowed")
public record GrantNarrowed(
        UUID grantId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        long revision,
        Instant at,
        List<String> items,
        @Personal(of = Personal.Subject.GRANT) List<RowCondition> rowFilter,
        Instant validUntil,
        @Nullable Long rowsPerDay,
        String reasons,
        @Nullable List<LegalBasis> basis,
        Actor actor)
        implements MeshEvent {}
