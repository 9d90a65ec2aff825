package org.publicdatamesh.catalog.entry;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.outbox.Outbox;

/** A version of an entry as it was published; it is kept for good. */
@Entity
@Table(name = "entry_version")
public class PublishedVersion {
    @Id
    UUID id;

    @Column(name = "entry_id")
    UUID entryId;

    int version;
    String content;

    /** What the unit had submitted, where the authority adjusted it. */
    @Nullable
    String submitted;

    @Nullable
    @Column(name = "adjustment_reasons")
    String adjustmentReasons;

    @Column(name = "published_at")
    Instant publishedAt;

    @Nullable
    @Column(name = "superseded_at")
    Instant supersededAt;

    protected PublishedVersion() {}

    PublishedVersion(Entry entry, @Nullable String submitted, @Nullable String adjustmentReasons, Instant at) {
        this.id = Outbox.newId();
        this.entryId = entry.id;
        this.version = entry.version;
        this.content = entry.content;
        this.submitted = submitted;
        this.adjustmentReasons = adjustmentReasons;
        this.publishedAt = at;
    }

    /** Keeps nothing of what the version said. */
    void erase() {
        content = Entry.erased(content());
        submitted = null;
        adjustmentReasons = null;
    }

    EntryContent content() {
        return Entry.read(entryId, content);
    }

    /** What the authority changed; empty where it published what was submitted. */
    List<Change> adjustments() {
        return submitted == null ? List.of() : Change.between(Entry.read(entryId, submitted), content());
    }
}
