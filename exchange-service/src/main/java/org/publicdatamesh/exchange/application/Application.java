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
import org.publicdatamesh.kit.event.exchange.DeliveryWay;
import org.publicdatamesh.kit.event.exchange.Replacement;

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

    @Nullable
    String scenario;

    @Column(name = "valid_until")
    Instant validUntil;

    @Nullable
    @Column(name = "rows_per_day")
    Long rowsPerDay;

    @Nullable
    @Column(name = "expected_rows")
    Long expectedRows;

    @Nullable
    @Enumerated(EnumType.STRING)
    DeliveryWay delivery;

    /** The grant in whose place this one asks for another. */
    @Nullable
    @Column(name = "replaces_grant_id")
    UUID replacesGrantId;

    @Enumerated(EnumType.STRING)
    @Column(name = "replacement_kind")
    Replacement.@Nullable Kind replacementKind;

    /** How it differs from that grant, as a {@link Difference}, as of the last check. */
    @Nullable
    String difference;

    /** When it was last checked; null where it was submitted before applications were. */
    @Nullable
    @Column(name = "checked_at")
    Instant checkedAt;

    /** What the check found, as a {@code ComplianceCheck}. */
    @Nullable
    @Column(name = "compliance")
    String compliance;

    @Enumerated(EnumType.STRING)
    @Column(name = "share_type")
    ShareType shareType;

    @Enumerated(EnumType.STRING)
    ApplicationState state;

    @Column(name = "policy_edition")
    String policyEdition;

    @Column(name = "submitted_by")
    String submittedBy;

    /** All who wrote at its draft. */
    @Column(name = "drafted_by")
    String[] draftedBy = {};

    @Column(name = "submitted_at")
    Instant submittedAt;

    @Nullable
    @Column(name = "endorsed_by")
    String endorsedBy;

    /** The commitments as the unit signed them, as a {@code SignedCommitment}. */
    @Nullable
    String commitment;

    /** What was signed. */
    @Nullable
    @Column(name = "commitment_text")
    String commitmentText;

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

    /** What it replaces; null where it asks for a grant of its own. */
    @Nullable
    Replacement replaces() {
        return replacesGrantId == null || replacementKind == null
                ? null
                : new Replacement(replacesGrantId, replacementKind);
    }
}
