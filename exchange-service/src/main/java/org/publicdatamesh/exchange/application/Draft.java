package org.publicdatamesh.exchange.application;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;

/** An application that is still written, in the database. Nobody but its unit knows of it. */
@Entity
@Table(name = "application_draft")
class Draft {
    @Id
    UUID id;

    String unit;

    @Column(name = "resource_id")
    UUID resourceId;

    String content;

    /** All who wrote at it. */
    String[] authors = {};

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Draft() {}

    void by(String person) {
        if (!Arrays.asList(authors).contains(person)) {
            authors = Arrays.copyOf(authors, authors.length + 1);
            authors[authors.length - 1] = person;
        }
    }
}
