package org.publicdatamesh.catalog.resource;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.catalog.ResourceKind;

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

    @Column(name = "attached_at")
    Instant attachedAt;

    protected Resource() {}

    Resource(UUID id, UUID entryId, String unit, Attachment attachment, Instant at) {
        this.id = id;
        this.entryId = entryId;
        this.unit = unit;
        this.kind = attachment.kind();
        this.name = attachment.name();
        this.informationSystem = attachment.informationSystem();
        this.attachedAt = at;
    }

    /** As callers see it. */
    public View view() {
        return new View(id, entryId, unit, kind, name, informationSystem, attachedAt);
    }

    /** A resource as callers see it. */
    public record View(
            UUID id,
            UUID entryId,
            String unit,
            ResourceKind kind,
            String name,
            String informationSystem,
            Instant attachedAt) {}
}
