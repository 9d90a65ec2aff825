package org.publicdatamesh.exchange.backflow;

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

/** A request for data held above, on this level, in the database. */
@Entity
@Table(name = "backflow")
class Backflow {
    @Id
    UUID id;

    /** The same on all levels. */
    @Column(name = "request_id")
    UUID requestId;

    String unit;

    /** The unit that stands for the level below that it came from; null where a unit of this level filed it. */
    @Nullable
    String below;

    /** What is applied for: a {@code NewApplication}. */
    String wish;

    /** Who filed it: an {@code Actor}. */
    String filed;

    @Enumerated(EnumType.STRING)
    BackflowState state;

    @Column(name = "filed_at")
    Instant filedAt;

    @Nullable
    @Column(name = "passed_at")
    Instant passedAt;

    @Nullable
    String reasons;

    @Nullable
    @Column(name = "application_id")
    UUID applicationId;

    @Nullable
    @Column(name = "grant_id")
    UUID grantId;

    @Nullable
    @Column(name = "entry_id")
    UUID entryId;

    @Nullable
    @Column(name = "resource_id")
    UUID resourceId;

    @Nullable
    @Column(name = "valid_until")
    Instant validUntil;

    /** What came from above last. */
    @Column(name = "heard_sequence")
    long heardSequence;

    /** What was told below last. */
    @Column(name = "told_sequence")
    long toldSequence;

    /** Where the data are held: up to where in the inbox of the grant they were told below. */
    @Column(name = "told_position")
    long toldPosition;

    /** Where the data are held: how often what the grant lets be seen had been changed when it began to flow. */
    @Column(name = "seen_revision")
    long seenRevision;

    /** Turns that failed one after another. */
    int tries;

    /** When the next turn is taken, where it is held back or failed; at once where absent. */
    @Nullable
    @Column(name = "retry_at")
    Instant retryAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Backflow() {}
}
