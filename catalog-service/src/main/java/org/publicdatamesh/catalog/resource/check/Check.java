package org.publicdatamesh.catalog.resource.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.resource.measure.Measurement;
import org.publicdatamesh.kit.event.EventJson;

/** A measurement of a resource, in the database: a self-check, or one of a round. */
@Entity
@Table(name = "resource_check")
class Check {
    @Id
    UUID id;

    @Nullable
    @Column(name = "round_id")
    UUID roundId;

    @Column(name = "resource_id")
    UUID resourceId;

    @Column(name = "entry_id")
    UUID entryId;

    String unit;

    @Enumerated(EnumType.STRING)
    CheckState state;

    @Nullable
    String declared;

    @Column(name = "requested_by")
    String requestedBy;

    @Column(name = "requested_at")
    Instant requestedAt;

    @Nullable
    @Column(name = "claimed_until")
    Instant claimedUntil;

    int attempts;

    @Nullable
    @Column(name = "entry_version")
    Integer entryVersion;

    @Nullable
    Boolean passed;

    @Nullable
    String measured;

    @Nullable
    @Column(name = "measured_at")
    Instant measuredAt;

    protected Check() {}

    /** One that is to be made. */
    static Check waiting(UUID id, UUID resourceId, String requestedBy, Instant at) {
        Check check = new Check();
        check.id = id;
        check.resourceId = resourceId;
        check.requestedBy = requestedBy;
        check.requestedAt = at;
        check.state = CheckState.WAITING;
        return check;
    }

    @Nullable
    Measurement measurement() {
        try {
            return measured == null ? null : EventJson.MAPPER.readValue(measured, Measurement.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the measurement " + id + " cannot be read", e);
        }
    }
}
