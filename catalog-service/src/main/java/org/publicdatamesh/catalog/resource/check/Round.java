package org.publicdatamesh.catalog.resource.check;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A conformity round, in the database. Its counts are changed by statements of their own. */
@Entity
@Table(name = "conformity_round")
class Round {
    @Id
    UUID id;

    String title;
    String description;

    @Nullable
    String unit;

    @Nullable
    String classification;

    @Column(name = "opened_by")
    String openedBy;

    @Column(name = "opened_at")
    Instant openedAt;

    int resources;

    @Column(name = "bare_entries")
    int bareEntries;

    int conforming;
    int deviating;
    int dropped;

    @Nullable
    @Column(name = "completed_at")
    Instant completedAt;

    protected Round() {}

    /** One that begins. */
    static Round opened(UUID id, String by, Instant at) {
        Round round = new Round();
        round.id = id;
        round.openedBy = by;
        round.openedAt = at;
        return round;
    }
}
