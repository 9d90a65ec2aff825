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
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.event.catalog.EntryPublished;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** A catalogue entry in the database. */
@Entity
@Table(name = "entry")
public class Entry {
    @Id
    UUID id;

    int version;

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

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Entry() {}

    Entry(UUID id, String unit, EntryContent content, String draftedBy, Instant at) {
        this.id = id;
        this.version = 1;
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
        state = state.after(command)
                .orElseThrow(() -> new RefusedException(Refusal.of(
                        409,
                        "not-in-this-state",
                        "The entry is " + EventJson.kebab(state) + "; it does not take " + EventJson.kebab(command)
                                + ".",
                        EventJson.kebab(state),
                        EventJson.kebab(command))));
        changedAt = at;
    }

    EntryContent content() {
        try {
            return EventJson.MAPPER.readValue(content, EntryContent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the content of entry " + id + " cannot be read", e);
        }
    }

    /** Catalogue code: the classification, a slash, the serial number. */
    String code(long serialNumber) {
        return content().classification() + "/" + String.format(java.util.Locale.ROOT, "%06d", serialNumber);
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
                actor);
    }
}
