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
 * A share was approved: the grant lives from now on (Art. 26).
 *
 * @param grantId the grant
 * @param applicationId the application behind it
 * @param entryId the entry
 * @param resourceId the resource
 * @param provider the unit that provides the data
 * @param consumer the unit that may have it
 * @param items the items it may have, in order
 * @param rowFilter the rows it may have: all conditions hold
 * @param masks items that are masked, and how
 * @param purpose the purpose it is bound to
 * @param validFrom from when
 * @param validUntil until when, to the second; not after
 * @param rowsPerDay quota in rows a day; none where absent
 * @param scenario where and how it is used; absent where not said
 * @param expectedRows how many rows are expected to be used; absent where not said
 * @param delivery how the data are to arrive; absent where not said
 * @param replaces the grant that ended when this one began; absent where there is none
 * @param actor the authority's reviewer
 */
@EventType(topic = "exchange.grant", name = "exchange.share.approved")
public record ShareApproved(
        UUID grantId,
        UUID applicationId,
        UUID entryId,
        UUID resourceId,
        String provider,
        String consumer,
        List<String> items,
        @Personal(of = Personal.Subject.GRANT) List<RowCondition> rowFilter,
        Map<String, Mask> masks,
        String purpose,
        Instant validFrom,
        Instant validUntil,
        @Nullable Long rowsPerDay,
        @Nullable String scenario,
        @Nullable Long expectedRows,
        @Nullable DeliveryWay delivery,
        @Nullable UUID replaces,
        Actor actor)
        implements MeshEvent {}
