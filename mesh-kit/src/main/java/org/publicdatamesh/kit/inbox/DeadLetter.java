package org.publicdatamesh.kit.inbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An event that could not be processed, with the reason, until it is replayed. */
@Entity
@Table(name = "dead_letter")
public class DeadLetter {
    @Id
    UUID id;

    @Nullable
    @Column(name = "event_id")
    UUID eventId;

    @Nullable
    String type;

    @Column(nullable = false)
    String topic;

    @Column(nullable = false)
    int partition;

    @Column(name = "\"offset\"", nullable = false)
    long offset;

    @Nullable
    String key;

    /** JSON object of the record's headers. */
    @Column(nullable = false)
    String headers;

    byte @Nullable [] payload;

    @Column(nullable = false)
    String reason;

    @Column(name = "failed_at", nullable = false)
    Instant failedAt;

    @Nullable
    @Column(name = "replayed_at")
    Instant replayedAt;

    protected DeadLetter() {}
}
