package org.publicdatamesh.kit.rest;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.UUID;

/** A thing as a service would map it: its version is the persistence layer's. */
@Entity
@Table(name = "thing")
public class ThingRow {
    @Id
    UUID id;

    String name;

    @Version
    long version;
}
