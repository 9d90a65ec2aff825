package org.publicdatamesh.exchange.dispute;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.exchange.DisputeMatter;
import org.publicdatamesh.kit.event.exchange.DisputeOutcome;
import org.publicdatamesh.kit.event.exchange.DisputeParty;
import org.publicdatamesh.kit.event.exchange.DisputeWay;

/** A dispute in the database. */
@Entity
@Table(name = "dispute")
class Dispute {
    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    DisputeMatter matter;

    @Column(name = "matter_id")
    UUID matterId;

    @Column(name = "matter_since")
    Instant matterSince;

    String unit;
    String other;

    /** The unit of the authority. */
    String authority;

    @Enumerated(EnumType.STRING)
    DisputeWay way;

    boolean mediated;

    @Enumerated(EnumType.STRING)
    DisputeState state;

    String demand;

    @Nullable
    String about;

    /** What was last offered or proposed, or is agreed or decided. */
    @Nullable
    @Enumerated(EnumType.STRING)
    DisputeOutcome outcome;

    @Nullable
    String terms;

    /** When that was said; null where nothing was. */
    @Nullable
    @Column(name = "terms_at")
    Instant termsAt;

    @Column(name = "awaits_unit")
    boolean awaitsUnit;

    @Column(name = "awaits_other")
    boolean awaitsOther;

    /** Who has acted, and for whom: a JSON object. */
    String persons;

    /** Lines of the record. */
    int lines;

    @Column(name = "policy_edition")
    String policyEdition;

    @Column(name = "filed_at")
    Instant filedAt;

    @Column(name = "step_begun_at")
    Instant stepBegunAt;

    @Nullable
    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "due_provisional")
    boolean dueProvisional;

    boolean overdue;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    /** Whether it was withdrawn after a proposal, or before the government: its step is not disputed again. */
    @Column(name = "withdrawn_late")
    boolean withdrawnLate;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Dispute() {}

    /** Who is to act. */
    List<DisputeParty> awaited() {
        List<DisputeParty> awaited = new ArrayList<>();
        if (awaitsUnit) {
            awaited.add(DisputeParty.UNIT);
        }
        if (awaitsOther) {
            awaited.add(DisputeParty.OTHER);
        }
        if (state == DisputeState.MEDIATING) {
            awaited.add(DisputeParty.AUTHORITY);
        }
        if (state == DisputeState.DECIDING) {
            awaited.add(DisputeParty.GOVERNMENT);
        }
        return awaited;
    }

    /** The unit of a party; of the government, the authority that keeps its posts. */
    String unitOf(DisputeParty party) {
        return switch (party) {
            case UNIT -> unit;
            case OTHER -> other;
            case AUTHORITY, GOVERNMENT -> authority;
        };
    }
}
