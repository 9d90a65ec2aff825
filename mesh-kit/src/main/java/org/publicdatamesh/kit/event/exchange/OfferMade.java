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
 * The provider or the authority would share less than was applied for (Art. 26); the unit that applied accepts or withdraws.
 *
 * @param applicationId the application
 * @param entryId the entry
 * @param resourceId the resource
 * @param consumer the unit that applies
 * @param provider the unit that provides the data
 * @param items the items that are offered
 * @param rowFilter the rows: all conditions hold
 * @param validUntil until when
 * @param rowsPerDay quota in rows a day; none where absent
 * @param reasons why not more
 * @param basis law, regulation or rule of the conditions that came to it; absent where none came, and in events of before it was told
 * @param actor who
 */
@EventType(topic = "exchange.application", name = "exchange.offer.made")
public record OfferMade(
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String consumer,
        String provider,
        List<String> items,
        @Personal(of = Personal.Subject.EVENT) List<RowCondition> rowFilter,
        Instant validUntil,
        @Nullable Long rowsPerDay,
        String reasons,
        @Nullable List<LegalBasis> basis,
        Actor actor)
        implements MeshEvent {}
