package org.publicdatamesh.catalog.duty;

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
import org.publicdatamesh.kit.event.catalog.DutyKind;
import org.publicdatamesh.kit.event.catalog.DutyOutcome;

/** A duty of a unit to look at an entry again, in the database. */
@Entity
@Table(name = "duty")
class Duty {
    @Id
    UUID id;

    @Column(name = "matter_id")
    UUID matterId;

    @Column(name = "entry_id")
    UUID entryId;

    String unit;

    @Enumerated(EnumType.STRING)
    DutyKind kind;

    String title;
    String description;

    @Nullable
    @Column(name = "legal_basis")
    String legalBasis;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "remind_at")
    Instant remindAt;

    @Column(name = "due_provisional")
    boolean dueProvisional;

    @Column(name = "policy_edition")
    String policyEdition;

    @Enumerated(EnumType.STRING)
    DutyState state;

    boolean reminded;
    boolean overdue;

    @Nullable
    @Enumerated(EnumType.STRING)
    DutyOutcome outcome;

    @Nullable
    @Column(name = "outcome_reasons")
    String outcomeReasons;

    @Nullable
    @Column(name = "fulfilled_at")
    Instant fulfilledAt;

    @Nullable
    @Column(name = "fulfilled_version")
    Integer fulfilledVersion;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Duty() {}

    /** A duty that is owed from now on. */
    static Duty opened(UUID id, UUID matterId, DutyKind kind, Instant at) {
        Duty duty = new Duty();
        duty.id = id;
        duty.matterId = matterId;
        duty.kind = kind;
        duty.openedAt = at;
        duty.state = DutyState.OPEN;
        return duty;
    }
}
