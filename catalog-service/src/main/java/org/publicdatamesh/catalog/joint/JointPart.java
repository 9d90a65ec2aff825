package org.publicdatamesh.catalog.joint;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.catalog.entry.EntryWork;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** A co-unit's part in one version of an entry and what was said of it, in the database. */
@Entity
@Table(name = "joint_part")
class JointPart {
    @Id
    UUID id;

    @Column(name = "entry_id")
    UUID entryId;

    int version;
    String lead;
    String unit;
    String items;

    /** SM3 of the part that is asked for or was published. */
    String digest;

    @Enumerated(EnumType.STRING)
    PartState state;

    @Column(name = "asked_at")
    Instant askedAt;

    @Nullable
    @Column(name = "said_by")
    String saidBy;

    @Nullable
    @Column(name = "said_at")
    Instant saidAt;

    /** Why the unit objects. */
    @Nullable
    String reasons;

    /** The earlier version in which the unit confirmed the same part; null where it was this one. */
    @Nullable
    @Column(name = "confirmed_in")
    Integer confirmedIn;

    @Nullable
    @Column(name = "released_by")
    String releasedBy;

    @Nullable
    @Column(name = "released_at")
    Instant releasedAt;

    @Nullable
    @Column(name = "release_reasons")
    String releaseReasons;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected JointPart() {}

    private JointPart(EntryWork entry, Part part, PartState state, Instant at) {
        this.id = Outbox.newId();
        this.entryId = entry.id();
        this.version = entry.version();
        this.lead = entry.unit();
        this.unit = part.unit();
        this.state = state;
        this.askedAt = at;
        is(part);
    }

    static JointPart asked(EntryWork entry, Part part, Instant at) {
        return new JointPart(entry, part, PartState.ASKED, at);
    }

    /** A part that only the authority's adjustment made. */
    static JointPart adjusted(EntryWork entry, Part part, Instant at) {
        return new JointPart(entry, part, PartState.ADJUSTED, at);
    }

    /** The same part as in the published version, which the unit confirmed. */
    static JointPart carried(EntryWork entry, Part part, JointPart earlier) {
        JointPart carried = new JointPart(entry, part, PartState.CONFIRMED, earlier.askedAt);
        carried.saidBy = earlier.saidBy;
        carried.saidAt = earlier.saidAt;
        carried.confirmedIn = earlier.confirmedIn == null ? (Integer) earlier.version : earlier.confirmedIn;
        return carried;
    }

    private void is(Part part) {
        items = String.join(",", part.names());
        digest = part.digest();
    }

    /** Moves on, or refuses where the command is not for the part's state. */
    void move(PartState.Command command) {
        String now = EventJson.kebab(state);
        state = state.after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "part-not-in-this-state",
                        "The part is " + now + "; it does not take " + EventJson.kebab(command) + ".",
                        now,
                        EventJson.kebab(command))));
    }

    /**
     * The entry is submitted anew.
     *
     * @return whether the unit is asked anew
     */
    boolean submitted(Part part, Instant at) {
        PartState before = state;
        boolean same = digest.equals(part.digest());
        move(same ? PartState.Command.RESUBMIT : PartState.Command.CHANGE);
        if (state != PartState.ASKED || same && before == PartState.ASKED) {
            return false;
        }
        is(part);
        askedAt = at;
        saidBy = null;
        saidAt = null;
        reasons = null;
        confirmedIn = null;
        releasedBy = null;
        releasedAt = null;
        releaseReasons = null;
        return true;
    }

    void said(PartDecision decision, String person, Instant at) {
        move(decision.decision() == PartDecision.Choice.CONFIRM ? PartState.Command.CONFIRM : PartState.Command.OBJECT);
        saidBy = person;
        saidAt = at;
        reasons = decision.reasons();
    }

    void release(String why, String person, Instant at) {
        move(PartState.Command.RELEASE);
        releasedBy = person;
        releasedAt = at;
        releaseReasons = why;
    }

    /** Published with another part, or with none. */
    void adjust(@Nullable Part part) {
        move(PartState.Command.ADJUST);
        if (part != null) {
            is(part);
        }
    }

    List<String> names() {
        return List.of(items.split(","));
    }

    JointRules.Said said() {
        return new JointRules.Said(state, digest, reasons);
    }
}
