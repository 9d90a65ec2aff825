package org.publicdatamesh.catalog.resource;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** From which information system a resource comes, or came (Art. 17). */
@Entity
@Table(name = "data_system")
class DataSystem {
    @Id
    UUID id;

    @Column(name = "resource_id")
    UUID resourceId;

    String name;

    @Nullable
    String code;

    @Column(name = "responsible_unit")
    String responsibleUnit;

    LocalDate since;

    @Nullable
    LocalDate until;

    @Nullable
    String reasons;

    @Nullable
    @Column(name = "recorded_by")
    String recordedBy;

    @Column(name = "recorded_at")
    Instant recordedAt;

    protected DataSystem() {}

    DataSystem(UUID id, UUID resourceId, String name, String responsibleUnit, LocalDate since, Instant at) {
        this.id = id;
        this.resourceId = resourceId;
        this.name = name;
        this.responsibleUnit = responsibleUnit;
        this.since = since;
        this.recordedAt = at;
    }

    DataSystemView view() {
        return new DataSystemView(id, resourceId, name, code, responsibleUnit, since, until, reasons, recordedAt);
    }
}
