package org.publicdatamesh.exchange.correction;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.DoubtSource;

/** A user's doubt of one value, in the database. */
@Entity
@Table(name = "doubt")
class Doubt {
    @Id
    UUID id;

    @Column(name = "resource_id")
    UUID resourceId;

    @Column(name = "entry_id")
    UUID entryId;

    String reporter;
    String provider;

    @Column(name = "row_key")
    String rowKey;

    String item;

    @Nullable
    String observed;

    @Nullable
    String expected;

    String reasons;

    @Enumerated(EnumType.STRING)
    DoubtState state;

    @Column(name = "reported_by")
    String reportedBy;

    @Column(name = "reported_at")
    Instant reportedAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "due_provisional")
    boolean dueProvisional;

    @Column(name = "policy_edition")
    String policyEdition;

    @Column(name = "overdue_recorded")
    boolean overdueRecorded;

    @Nullable
    @Column(name = "answered_at")
    Instant answeredAt;

    @Nullable
    @Column(name = "answer_reasons")
    String answerReasons;

    @Nullable
    @Column(name = "answered_by")
    String answeredBy;

    /** Whether a dispute ended so that the value is to be corrected. */
    @Column(name = "correction_ordered")
    boolean correctionOrdered;

    @Nullable
    @Column(name = "correction_id")
    UUID correctionId;

    /** When a dispute ordered its correction. */
    @Nullable
    @Column(name = "ordered_at")
    Instant orderedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    @Enumerated(EnumType.STRING)
    DoubtSource source;

    /** What the authority recorded it from. */
    @Nullable
    String document;

    @Nullable
    @Column(name = "received_on")
    LocalDate receivedOn;

    protected Doubt() {}
}
