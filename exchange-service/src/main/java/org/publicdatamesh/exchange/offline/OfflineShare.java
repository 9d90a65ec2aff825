package org.publicdatamesh.exchange.offline;

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
import org.publicdatamesh.kit.event.exchange.MediumFault;
import org.publicdatamesh.kit.event.exchange.OfflineMedium;

/** An offline share in the database. */
@Entity
@Table(name = "offline_share")
class OfflineShare {
    @Id
    UUID id;

    @Column(name = "grant_id")
    UUID grantId;

    @Column(name = "entry_id")
    UUID entryId;

    @Column(name = "resource_id")
    UUID resourceId;

    String provider;
    String consumer;
    String items;

    @Column(name = "row_filter")
    String rowFilter;

    @Enumerated(EnumType.STRING)
    OfflineMedium medium;

    String reasons;

    @Enumerated(EnumType.STRING)
    OfflineState state;

    @Column(name = "filed_by")
    String filedBy;

    @Column(name = "filed_at")
    Instant filedAt;

    @Nullable
    @Column(name = "medium_id")
    String mediumId;

    @Nullable
    @Column(name = "rows_on_it")
    Long rows;

    @Nullable
    String sm3;

    @Nullable
    @Column(name = "handed_over_by")
    String handedOverBy;

    @Nullable
    @Column(name = "handed_over_at")
    Instant handedOverAt;

    @Nullable
    @Column(name = "received_at")
    Instant receivedAt;

    @Nullable
    @Column(name = "destroyed_at")
    Instant destroyedAt;

    @Nullable
    String method;

    @Nullable
    @Column(name = "end_reasons")
    String endReasons;

    @Nullable
    @Enumerated(EnumType.STRING)
    MediumFault fault;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected OfflineShare() {}
}
