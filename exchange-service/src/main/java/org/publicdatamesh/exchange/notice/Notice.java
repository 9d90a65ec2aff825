package org.publicdatamesh.exchange.notice;

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
import org.publicdatamesh.kit.event.exchange.Effect;
import org.publicdatamesh.kit.event.exchange.GrantStep;

/** A correction, the end of a resource, or a step on a grant, in the inbox of a unit, in the database. */
@Entity
@Table(name = "notice")
class Notice {
    @Id
    UUID id;

    /** Its place in the inbox; null until it has one. */
    @Nullable
    @Column(insertable = false, updatable = false)
    Long position;

    @Enumerated(EnumType.STRING)
    NoticeKind kind;

    @Nullable
    @Column(name = "correction_id")
    UUID correctionId;

    @Nullable
    @Column(name = "successor_id")
    UUID successorId;

    @Nullable
    @Column(name = "successor_name")
    String successorName;

    @Column(name = "resource_id")
    UUID resourceId;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "grant_id")
    UUID grantId;

    String holder;

    @Nullable
    @Enumerated(EnumType.STRING)
    GrantStep step;

    @Nullable
    Long sequence;

    @Nullable
    @Column(name = "row_key")
    String rowKey;

    @Nullable
    @Enumerated(EnumType.STRING)
    Effect effect;

    @Nullable
    String changes;

    @Nullable
    String reasons;

    @Enumerated(EnumType.STRING)
    NoticeState state;

    @Column(name = "sent_at")
    Instant sentAt;

    @Nullable
    @Column(name = "acknowledged_at")
    Instant acknowledgedAt;

    @Nullable
    @Column(name = "applied_at")
    Instant appliedAt;

    @Nullable
    @Column(name = "acknowledge_due_at", updatable = false)
    Instant acknowledgeDueAt;

    @Nullable
    @Column(name = "apply_due_at", updatable = false)
    Instant applyDueAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Notice() {}

    /** How a correction stands with this holder. */
    Tracking tracking() {
        return new Tracking(
                id, grantId, holder, state, sentAt, acknowledgeDueAt, acknowledgedAt, applyDueAt, appliedAt);
    }
}
