package org.publicdatamesh.catalog.entry;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.catalog.EntryKind;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.event.catalog.ShareType;
import org.publicdatamesh.kit.event.catalog.UpdateCycle;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** A catalogue entry in the database. */
@Entity
@Table(name = "entry")
public class Entry {
    @Id
    UUID id;

    /** Number of the version under work, or of the published one where there is none. */
    int version;

    @Column(name = "last_version")
    int lastVersion;

    @Nullable
    @Column(name = "live_version")
    Integer liveVersion;

    /** The published content while a revision is under way; null otherwise. */
    @Nullable
    @Column(name = "live_content")
    String liveContent;

    /** Share type of the published version, which the lists are read by; null until one is published. */
    @Nullable
    @Enumerated(EnumType.STRING)
    @Column(name = "live_share_type")
    ShareType liveShareType;

    /** Kind of the published version, which the libraries are read by; null until one is published. */
    @Nullable
    @Enumerated(EnumType.STRING)
    @Column(name = "live_kind")
    EntryKind liveKind;

    /** Classification of the published version; null until one is published. */
    @Nullable
    @Column(name = "live_classification")
    String liveClassification;

    /** Update cycle of the published version; null until one is published. */
    @Nullable
    @Enumerated(EnumType.STRING)
    @Column(name = "live_update_cycle")
    UpdateCycle liveUpdateCycle;

    /** Whether a resource was ever attached. */
    boolean attached;

    @Column(insertable = false, updatable = false)
    long serial;

    @Enumerated(EnumType.STRING)
    EntryState state;

    String unit;
    String content;

    @Column(name = "drafted_by")
    String draftedBy;

    @Nullable
    @Column(name = "reviewed_by")
    String reviewedBy;

    @Nullable
    @Column(name = "return_reasons")
    String returnReasons;

    @Nullable
    @Column(name = "published_at")
    Instant publishedAt;

    /** Why the unit wants it retired, as of the last proposal. */
    @Nullable
    @Column(name = "retirement_reasons")
    String retirementReasons;

    @Nullable
    @Column(name = "retirement_proposed_by")
    String retirementProposedBy;

    @Nullable
    @Column(name = "retirement_proposed_at")
    Instant retirementProposedAt;

    /** Who decided of the proposal; null until then. */
    @Nullable
    @Column(name = "retirement_by")
    String retirementBy;

    /** Why the authority decided as it did. */
    @Nullable
    @Column(name = "retirement_decision_reasons")
    String retirementDecisionReasons;

    @Nullable
    @Column(name = "retired_at")
    Instant retiredAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Entry() {}

    Entry(UUID id, String unit, EntryContent content, String draftedBy, Instant at) {
        this.id = id;
        this.version = 1;
        this.lastVersion = 1;
        this.state = EntryState.DRAFT;
        this.unit = unit;
        this.draftedBy = draftedBy;
        edit(content, at);
    }

    final void edit(EntryContent changed, Instant at) {
        content = EventJson.write(changed.withDefaults());
        changedAt = at;
    }

    /** Moves on, or refuses where the command is not for the entry's state. */
    void move(EntryState.Command command, Instant at) {
        state = state.after(command).orElseThrow(() -> notInThisState(EventJson.kebab(command)));
        changedAt = at;
    }

    private RefusedException notInThisState(String command) {
        String now = EventJson.kebab(state);
        return new RefusedException(Refusal.of(
                409, "not-in-this-state", "The entry is " + now + "; it does not take " + command + ".", now, command));
    }

    /** A resource is attached to the published version, also while another is under work; not where it is to go. */
    void attach() {
        if (!live() || state == EntryState.RETIREMENT_PROPOSED || state == EntryState.RETIRED) {
            throw notInThisState("attach");
        }
        attached = true;
    }

    /** Begins a new version beside the published one. */
    void revise(String person, Instant at) {
        move(EntryState.Command.REVISE, at);
        liveContent = content;
        version = ++lastVersion;
        draftedBy = person;
        reviewedBy = null;
        returnReasons = null;
    }

    /** Gives a revision up. */
    void discard(Instant at) {
        String live = liveContent;
        Integer before = liveVersion;
        if (live == null || before == null) {
            throw new RefusedException(Refusal.of(
                    409, "never-published", "The entry was never published: there is no version to go back to."));
        }
        move(EntryState.Command.DISCARD, at);
        content = live;
        version = before;
        liveContent = null;
        returnReasons = null;
    }

    /** The unit wants the published entry retired; while a revision is under way the state is the revision's and refuses. */
    void proposeRetirement(String reasons, String person, Instant at) {
        move(EntryState.Command.PROPOSE_RETIREMENT, at);
        retirementReasons = reasons;
        retirementProposedBy = person;
        retirementProposedAt = at;
        retirementBy = null;
        retirementDecisionReasons = null;
    }

    /** The authority retires the entry for good. */
    void retire(@Nullable String reasons, String person, Instant at) {
        move(EntryState.Command.RETIRE, at);
        retirementBy = person;
        retirementDecisionReasons = reasons;
        retiredAt = at;
    }

    /** The authority keeps the entry: it stays published. */
    void keep(String reasons, String person, Instant at) {
        move(EntryState.Command.KEEP, at);
        retirementBy = person;
        retirementDecisionReasons = reasons;
    }

    /** Nothing that the entry said is kept: a text of it is a state secret. What it was can be told from its attributes still. */
    void withhold(Instant at) {
        move(EntryState.Command.WITHHOLD, at);
        retiredAt = retiredAt == null ? at : retiredAt;
        content = erased(content());
        liveContent = null;
        returnReasons = null;
        retirementReasons = null;
        retirementDecisionReasons = null;
    }

    /** A content without its texts and items. */
    static String erased(EntryContent said) {
        return EventJson.write(new EntryContent(
                new Text("-", null, null),
                "-",
                said.kind(),
                said.classification(),
                said.grade(),
                said.shareType(),
                List.of(),
                List.of(),
                said.openType(),
                said.updateCycle(),
                List.of(),
                null));
    }

    /** The version under work is the published one from now on. */
    void goLive(Instant at) {
        liveVersion = version;
        liveContent = null;
        EntryContent live = content();
        liveShareType = live.shareType();
        liveKind = live.kind();
        liveClassification = live.classification();
        liveUpdateCycle = live.updateCycle();
        publishedAt = at;
    }

    /** Whether a version was ever published: those stay readable, also when the entry is retired. */
    boolean live() {
        return liveVersion != null;
    }

    /** Whether a new version is under work beside the published one. */
    boolean inRevision() {
        return liveContent != null;
    }

    /** The content that everyone sees; the one under work where none was published. */
    EntryContent seen() {
        return liveContent == null ? content() : read(id, liveContent);
    }

    /** The content under work; the published one where there is none. */
    EntryContent content() {
        return read(id, content);
    }

    static EntryContent read(UUID id, String content) {
        try {
            return EventJson.MAPPER.readValue(content, EntryContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of entry " + id + " cannot be read", e);
        }
    }

    /** Catalogue code: the classification, a slash, the serial number. */
    String code(long serialNumber) {
        return CatalogueCode.of(seen().classification(), serialNumber);
    }

    EntryPublished published(Actor actor) {
        EntryContent c = content();
        return new EntryPublished(
                id,
                version,
                code(serial),
                c.name(),
                c.summary(),
                unit,
                Objects.requireNonNull(c.kind()),
                c.classification(),
                c.grade(),
                Objects.requireNonNull(c.shareType()),
                Objects.requireNonNull(c.shareConditions()),
                Objects.requireNonNull(c.legalBasis()),
                Objects.requireNonNull(c.openType()),
                c.updateCycle(),
                c.items(),
                c.coUnits() == null ? null : c.coUnitIds(),
                c.coUnits() == null ? null : c.partNames(),
                actor);
    }
}
