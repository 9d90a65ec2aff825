package org.publicdatamesh.catalog.resource;

import com.fasterxml.jackson.annotation.JsonInclude;
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
import org.publicdatamesh.kit.event.catalog.ResourceKind;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** A resource attached to a published entry. */
@Entity
@Table(name = "resource")
public class Resource {
    @Id
    UUID id;

    @Column(name = "entry_id")
    UUID entryId;

    String unit;

    @Enumerated(EnumType.STRING)
    ResourceKind kind;

    String name;

    @Column(name = "information_system")
    String informationSystem;

    @Enumerated(EnumType.STRING)
    ResourceState state;

    @Column(name = "state_since")
    Instant stateSince;

    @Nullable
    String source;

    @Nullable
    @Column(name = "attached_by")
    String attachedBy;

    @Column(name = "attached_at")
    Instant attachedAt;

    @Nullable
    @Column(name = "usable_since")
    Instant usableSince;

    @Nullable
    @Column(name = "measured_at")
    Instant measuredAt;

    @Nullable
    @Column(name = "renewed_at")
    Instant renewedAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Nullable
    @Column(name = "ended_by")
    String endedBy;

    @Nullable
    @Column(name = "end_reasons")
    String endReasons;

    @Nullable
    @Column(name = "replaced_by")
    UUID replacedBy;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Resource() {}

    Resource(UUID id, UUID entryId, String unit, Attachment attachment, String by, Instant at) {
        this.id = id;
        this.entryId = entryId;
        this.unit = unit;
        this.kind = attachment.kind();
        this.name = attachment.name();
        this.informationSystem = attachment.informationSystem();
        this.state = ResourceState.UNPROVEN;
        this.stateSince = at;
        this.source = attachment.source().written();
        this.attachedBy = by;
        this.attachedAt = at;
    }

    /** Its id. */
    public UUID id() {
        return id;
    }

    /** The unit that provides it. */
    public String unit() {
        return unit;
    }

    /** Where it stands. */
    public ResourceState state() {
        return state;
    }

    /** Who attached it; null where that was before it was recorded. */
    public @Nullable String attachedBy() {
        return attachedBy;
    }

    /**
     * A self-check was made.
     *
     * @param passed whether everything held that was declared and measured
     */
    public void checked(boolean passed, Instant at) {
        move(passed ? ResourceState.Command.PASS : ResourceState.Command.FAIL, at);
        if (passed && usableSince == null) {
            usableSince = at;
        }
    }

    /**
     * It was measured, by a self-check or in a round.
     *
     * @param renewed when its data were renewed last, where that could be seen
     */
    public void measured(Instant at, @Nullable Instant renewed) {
        measuredAt = at;
        if (renewed != null) {
            renewedAt = renewed;
        }
    }

    /** Another takes its place. */
    public void replaced(UUID by, String person, String reasons, Instant at) {
        move(ResourceState.Command.REPLACE, at);
        replacedBy = by;
        end(person, reasons, at);
    }

    /** It is taken back. */
    public void withdrawn(String person, String reasons, Instant at) {
        move(ResourceState.Command.WITHDRAW, at);
        end(person, reasons, at);
    }

    private void end(String person, String reasons, Instant at) {
        endedBy = person;
        endReasons = reasons;
        endedAt = at;
    }

    private void move(ResourceState.Command command, Instant at) {
        ResourceState next = state.after(command);
        if (next == null) {
            throw ended();
        }
        if (next != state) {
            state = next;
            stateSince = at;
        }
    }

    /** What is refused of a resource that has ended. */
    public static RefusedException ended() {
        return new RefusedException(Refusal.of(409, "resource-ended", "The resource has been replaced or withdrawn."));
    }

    /** As its unit and the authority see it. */
    public View view() {
        return new View(
                id,
                entryId,
                unit,
                kind,
                name,
                informationSystem,
                attachedAt,
                state,
                Source.read(id, source),
                usableSince,
                measuredAt,
                renewedAt,
                endedAt,
                endReasons,
                replacedBy);
    }

    /**
     * A resource as callers see it.
     *
     * @param state where it stands
     * @param source where it is had; for its unit, the authority and auditors
     * @param usableSince when its first self-check passed
     * @param measuredAt when it was measured last
     * @param renewedAt when its data were renewed last, as measured; a table's loads are in the inventory
     * @param endedAt when it was replaced or withdrawn
     * @param endReasons why
     * @param replacedBy the resource in its place
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record View(
            UUID id,
            UUID entryId,
            String unit,
            ResourceKind kind,
            String name,
            String informationSystem,
            Instant attachedAt,
            ResourceState state,
            @Nullable Source source,
            @Nullable Instant usableSince,
            @Nullable Instant measuredAt,
            @Nullable Instant renewedAt,
            @Nullable Instant endedAt,
            @Nullable String endReasons,
            @Nullable UUID replacedBy) {
        View withoutSource() {
            return new View(
                    id,
                    entryId,
                    unit,
                    kind,
                    name,
                    informationSystem,
                    attachedAt,
                    state,
                    null,
                    usableSince,
                    measuredAt,
                    renewedAt,
                    endedAt,
                    endReasons,
                    replacedBy);
        }
    }
}
