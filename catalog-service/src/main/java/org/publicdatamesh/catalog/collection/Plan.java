package org.publicdatamesh.catalog.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/** A plan to collect, in the database. */
@Entity
@Table(name = "collection_plan")
class Plan {
    @Id
    UUID id;

    String unit;
    String title;
    String content;

    @Nullable
    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "valid_until")
    Instant validUntil;

    @Enumerated(EnumType.STRING)
    PlanState state;

    @Column(name = "drafted_by")
    String draftedBy;

    @Column(name = "drafted_at")
    Instant draftedAt;

    @Nullable
    @Column(name = "submitted_by")
    String submittedBy;

    @Nullable
    @Column(name = "submitted_at")
    Instant submittedAt;

    /** When the check refused it last. */
    @Nullable
    @Column(name = "refused_at")
    Instant refusedAt;

    @Nullable
    @Column(name = "return_reasons")
    String returnReasons;

    @Nullable
    @Column(name = "registered_by")
    String registeredBy;

    @Nullable
    @Column(name = "registered_at")
    Instant registeredAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Nullable
    @Column(name = "end_reasons")
    String endReasons;

    /** How often its parties have said whether they take their duties: each time is another version of the plan. */
    int answers;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Plan() {}

    static Plan drafted(UUID id, String unit, Instant at) {
        Plan plan = new Plan();
        plan.id = id;
        plan.unit = unit;
        plan.state = PlanState.DRAFT;
        plan.draftedAt = at;
        return plan;
    }

    void state(PlanContent stated, String by) {
        title = stated.title().strip();
        validFrom = stated.validFrom();
        validUntil = stated.validUntil();
        draftedBy = by;
        refusedAt = null;
        content(stated);
    }

    void content(PlanContent stated) {
        content = EventJson.write(stated);
    }

    PlanContent content() {
        try {
            return EventJson.MAPPER.readValue(content, PlanContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plan " + id + " cannot be read", e);
        }
    }

    /** Whether the data may be collected at that time. */
    boolean inForce(Instant now) {
        return state == PlanState.REGISTERED
                && (validFrom == null || !now.isBefore(validFrom))
                && now.isBefore(validUntil);
    }
}
