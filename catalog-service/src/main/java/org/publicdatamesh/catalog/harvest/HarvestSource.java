package org.publicdatamesh.catalog.harvest;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A catalogue that is harvested, in the database. Runs write past this class and leave the version of what was declared. */
@Entity
@Table(name = "harvest_source")
class HarvestSource {
    @Id
    UUID id;

    String title;
    String address;
    String unit;

    @Enumerated(EnumType.STRING)
    HarvestFormat format;

    @Column(name = "interval_seconds")
    long intervalSeconds;

    boolean enabled;

    @Nullable
    String token;

    @Column(name = "registered_at")
    Instant registeredAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Column(name = "next_run_at")
    Instant nextRunAt;

    int failures;

    @Column(name = "failing_told")
    boolean failingTold;

    boolean conditional;
    boolean dated;

    @Nullable
    @Column(name = "read_whole_at")
    Instant readWholeAt;

    @Column(name = "own_records")
    int ownRecords;

    @Nullable
    @Column(name = "own_seen_at")
    Instant ownSeenAt;

    @Nullable
    @Column(name = "lease_run")
    UUID leaseRun;

    @Nullable
    @Column(name = "lease_until")
    Instant leaseUntil;

    @jakarta.persistence.Version
    @Column(name = "lock_version")
    long lockVersion;

    protected HarvestSource() {}

    HarvestSource(UUID id, Instant at) {
        this.id = id;
        this.registeredAt = at;
    }

    Duration interval() {
        return Duration.ofSeconds(intervalSeconds);
    }
}
