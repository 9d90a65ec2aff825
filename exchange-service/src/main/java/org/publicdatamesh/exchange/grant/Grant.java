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
import org.publicdatamesh.kit.event.exchange.DataFate;
import org.publicdatamesh.kit.event.exchange.DeliveryWay;

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

    @Nullable
    String scenario;

    @Nullable
    @Column(name = "expected_rows")
    Long expectedRows;

    @Nullable
    @Enumerated(EnumType.STRING)
    DeliveryWay delivery;

    /** The grant that ended when this one began. */
    @Nullable
    UUID replaces;

    @Enumerated(EnumType.STRING)
    GrantState state;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Nullable
    @Column(name = "end_reasons")
    String endReasons;

    long revision;

    @Nullable
    @Column(name = "suspended_at")
    Instant suspendedAt;

    @Nullable
    @Column(name = "suspended_by_unit")
    String suspendedByUnit;

    @Column(name = "suspended_by_authority")
    boolean suspendedByAuthority;

    /** Whether the authority granted it against the provider: then it is the authority's to change. */
    boolean overruled;

    @Nullable
    @Column(name = "suspension_reasons")
    String suspensionReasons;

    @Nullable
    @Column(name = "suspended_person")
    String suspendedPerson;

    @Nullable
    @Column(name = "narrowed_at")
    Instant narrowedAt;

    @Column(name = "narrowed_by_authority")
    boolean narrowedByAuthority;

    @Nullable
    @Column(name = "narrowed_person")
    String narrowedPerson;

    @Nullable
    @Column(name = "narrowing_reasons")
    String narrowingReasons;

    /** Legal bases of the conditions that the last narrowing added, JSON. */
    @Nullable
    @Column(name = "narrowing_basis")
    String narrowingBasis;

    /** Who collected, held, operated and used the data when it was made, as {@code GrantParties}; null where that was not kept yet. */
    @Nullable
    String parties;

    /** What it held before the last narrowing, as a {@code Holding}. */
    @Nullable
    @Column(name = "held_before")
    String heldBefore;

    @Column(name = "ended_by_authority")
    boolean endedByAuthority;

    @Nullable
    @Column(name = "ended_person")
    String endedPerson;

    @Nullable
    @Column(name = "policy_edition")
    String policyEdition;

    @Nullable
    @Column(name = "report_due_at")
    Instant reportDueAt;

    @Column(name = "report_due_provisional")
    boolean reportDueProvisional;

    @Column(name = "report_overdue")
    boolean reportOverdue;

    @Nullable
    @Enumerated(EnumType.STRING)
    @Column(name = "data_fate")
    DataFate dataFate;

    @Nullable
    @Column(name = "fate_method")
    String fateMethod;

    @Nullable
    @Column(name = "fate_basis")
    String fateBasis;

    @Nullable
    @Column(name = "reported_at")
    Instant reportedAt;

    @Nullable
    @Column(name = "reported_by")
    String reportedBy;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Grant() {}
}
