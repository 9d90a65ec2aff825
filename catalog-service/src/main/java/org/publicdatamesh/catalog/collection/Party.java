package org.publicdatamesh.catalog.collection;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A unit's duties in a joint collection and whether it takes them, in the database. */
@Entity
@IdClass(Party.Key.class)
@Table(name = "collection_party")
class Party {
    /** Key of a party. */
    record Key(UUID planId, String unit) implements Serializable {}

    @Id
    @Column(name = "plan_id")
    UUID planId;

    @Id
    String unit;

    String duties;

    /** Null until it said so. */
    @Nullable
    Boolean agrees;

    @Nullable
    String reasons;

    protected Party() {}

    Party(UUID planId, String unit, String duties) {
        this.planId = planId;
        this.unit = unit;
        this.duties = duties;
    }
}
