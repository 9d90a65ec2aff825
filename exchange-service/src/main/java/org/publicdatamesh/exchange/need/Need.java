package org.publicdatamesh.exchange.need;

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

/** A need in the database. */
@Entity
@Table(name = "need")
class Need {
    @Id
    UUID id;

    String unit;
    String title;
    String purpose;

    @Nullable
    @Column(name = "legal_ground")
    String legalGround;

    String wished;

    @Nullable
    String source;

    @Enumerated(EnumType.STRING)
    NeedState state;

    @Column(name = "policy_edition")
    String policyEdition;

    @Column(name = "filed_by")
    String filedBy;

    @Column(name = "filed_at")
    Instant filedAt;

    @Nullable
    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "due_provisional")
    boolean dueProvisional;

    boolean overdue;

    @Nullable
    @Column(name = "entry_id")
    UUID entryId;

    @Nullable
    String reasons;

    /** The unit that said last that it has no data. */
    @Nullable
    @Column(name = "declined_by")
    String declinedBy;

    @Nullable
    @Column(name = "declined_at")
    Instant declinedAt;

    @Nullable
    @Column(name = "declined_person")
    String declinedPerson;

    /** Whether a dispute ended so that the unit is to name an entry. */
    @Column(name = "entry_ordered")
    boolean entryOrdered;

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Need() {}
}
