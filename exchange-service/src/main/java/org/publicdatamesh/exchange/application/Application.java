package org.publicdatamesh.exchange.application;

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
import org.publicdatamesh.kit.event.catalog.ShareType;

/** An application in the database. */
@Entity
@Table(name = "application")
class Application {
    @Id
    UUID id;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "resource_id")
    UUID resourceId;

    String consumer;
    String provider;
    String items;

    @Column(name = "row_filter")
    String rowFilter;

    String purpose;

    @Nullable
    @Column(name = "legal_ground")
    String legalGround;

    @Column(name = "valid_until")
    Instant validUntil;

    @Nullable
    @Column(name = "rows_per_day")
    Long rowsPerDay;

    @Enumerated(EnumType.STRING)
    @Column(name = "share_type")
    ShareType shareType;

    @Enumerated(EnumType.STRING)
    ApplicationState state;

    @Column(name = "policy_edition")
    String policyEdition;

    @Column(name = "submitted_by")
    String submittedBy;

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Nullable
    @Column(name = "endorsed_by")
    String endorsedBy;

    @Nullable
    @Column(name = "provider_due_at")
    Instant providerDueAt;

    @Column(name = "provider_due_provisional")
    boolean providerDueProvisional;

    boolean overdue;

    @Nullable
    @Column(name = "decided_by")
    String decidedBy;

    @Nullable
    @Column(name = "decided_at")
    Instant decidedAt;

    @Nullable
    @Column(name = "refusal_reasons")
    String refusalReasons;

    @Nullable
    @Column(name = "refusal_basis")
    String refusalBasis;

    @Nullable
    @Column(name = "reviewed_by")
    String reviewedBy;

    @Nullable
    @Column(name = "review_reasons")
    String reviewReasons;

    /** What is offered instead of what was applied for, as a {@code Narrowing}. */
    @Nullable
    String offer;

    @Nullable
    @Column(name = "grant_id")
    UUID grantId;

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Application() {}
}
