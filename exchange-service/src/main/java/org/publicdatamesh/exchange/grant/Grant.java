package org.publicdatamesh.exchange.grant;

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

/** A grant in the database. */
@Entity
@Table(name = "share_grant")
class Grant {
    @Id
    UUID id;

    @Column(name = "application_id")
    UUID applicationId;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "resource_id")
    UUID resourceId;

    String provider;
    String consumer;
    String items;

    @Column(name = "row_filter")
    String rowFilter;

    String masks;
    String purpose;

    @Column(name = "valid_from")
    Instant validFrom;

    @Column(name = "valid_until")
    Instant validUntil;

    @Nullable
    @Column(name = "rows_per_day")
    Long rowsPerDay;

    @Enumerated(EnumType.STRING)
    GrantState state;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Nullable
    @Column(name = "end_reasons")
    String endReasons;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Grant() {}
}
