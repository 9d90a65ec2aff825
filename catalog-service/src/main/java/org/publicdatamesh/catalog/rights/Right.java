package org.publicdatamesh.catalog.rights;

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
import org.publicdatamesh.kit.event.catalog.RightKind;

/** A right in the data of an entry, in the database. */
@Entity
@Table(name = "data_right")
class Right {
    @Id
    UUID id;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "entry_version")
    int entryVersion;

    String unit;

    @Enumerated(EnumType.STRING)
    RightKind kind;

    @Nullable
    @Column(name = "holder_unit")
    String holderUnit;

    @Nullable
    @Column(name = "holder_name")
    String holderName;

    @Nullable
    @Column(name = "holder_code")
    String holderCode;

    String scope;

    @Column(name = "legal_basis")
    String legalBasis;

    @Column(name = "valid_from")
    Instant validFrom;

    @Nullable
    @Column(name = "valid_until")
    Instant validUntil;

    @Enumerated(EnumType.STRING)
    RightState state;

    @Nullable
    String number;

    @Nullable
    String certificate;

    @Column(name = "applied_by")
    String appliedBy;

    @Column(name = "applied_at")
    Instant appliedAt;

    @Nullable
    @Column(name = "decided_by")
    String decidedBy;

    @Nullable
    @Column(name = "decided_at")
    Instant decidedAt;

    @Nullable
    @Column(name = "decision_reasons")
    String decisionReasons;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Nullable
    @Column(name = "end_reasons")
    String endReasons;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Right() {}

    /** A right that is with the authority. */
    static Right applied(UUID id, Instant at, String by) {
        Right right = new Right();
        right.id = id;
        right.state = RightState.APPLIED;
        right.appliedAt = at;
        right.appliedBy = by;
        return right;
    }

    /** Id of the unit that holds it, or the organisation's code. */
    String holder() {
        String holder = holderUnit == null ? holderCode : holderUnit;
        if (holder == null) {
            throw new IllegalStateException("a right without a holder");
        }
        return holder;
    }

    /** Whether it stands at that time. */
    boolean inForce(Instant now) {
        return state == RightState.REGISTERED
                && !now.isBefore(validFrom)
                && (validUntil == null || now.isBefore(validUntil));
    }
}
