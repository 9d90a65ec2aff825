package org.publicdatamesh.portal.feedback;

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

/** A doubt of open data, in the database. */
@Entity
@Table(name = "open_doubt")
class OpenDoubt {
    @Id
    UUID id;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "resource_id")
    UUID resourceId;

    String person;

    @Column(name = "row_key")
    String rowKey;

    String item;

    @Nullable
    String observed;

    @Nullable
    String expected;

    String reasons;

    @Enumerated(EnumType.STRING)
    OpenDoubtState state;

    @Column(name = "reported_at")
    Instant reportedAt;

    @Nullable
    @Column(name = "due_at")
    Instant dueAt;

    @Nullable
    @Column(name = "answered_at")
    Instant answeredAt;

    @Nullable
    @Column(name = "answer_reasons")
    String answerReasons;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected OpenDoubt() {}
}
