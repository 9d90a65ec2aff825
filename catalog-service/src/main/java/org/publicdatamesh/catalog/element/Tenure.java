package org.publicdatamesh.catalog.element;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.outbox.Outbox;

/** For how long a unit was an element's source, in the database. */
@Entity
@Table(name = "element_tenure")
class Tenure {
    @Id
    UUID id;

    @Column(name = "element_id")
    UUID elementId;

    String unit;

    @Nullable
    @Column(name = "source_entry")
    UUID sourceEntry;

    @Nullable
    @Column(name = "source_item")
    String sourceItem;

    @Column(name = "held_from")
    Instant heldFrom;

    @Nullable
    @Column(name = "held_until")
    Instant heldUntil;

    /** Why it ended. */
    @Nullable
    String reasons;

    protected Tenure() {}

    static Tenure of(Element element, Instant from) {
        Tenure tenure = new Tenure();
        tenure.id = Outbox.newId();
        tenure.elementId = element.id;
        tenure.unit = element.unit;
        tenure.sourceEntry = element.sourceEntry;
        tenure.sourceItem = element.sourceItem;
        tenure.heldFrom = from;
        return tenure;
    }
}
