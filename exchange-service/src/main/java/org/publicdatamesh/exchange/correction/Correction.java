package org.publicdatamesh.exchange.correction;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.Effect;

/** A correction of one row, in the database. */
@Entity
@Table(name = "correction")
class Correction {
    @Id
    UUID id;

    @Column(name = "resource_id")
    UUID resourceId;

    @Column(name = "entry_id")
    UUID entryId;

    String provider;
    long sequence;

    @Nullable
    @Column(name = "doubt_id")
    UUID doubtId;

    @Nullable
    @Column(name = "load_id")
    UUID loadId;

    @Column(name = "row_key")
    String rowKey;

    @Enumerated(EnumType.STRING)
    Effect effect;

    String changes;
    String reasons;

    @Column(name = "corrected_at")
    Instant correctedAt;

    protected Correction() {}
}
