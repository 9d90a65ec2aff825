package org.publicdatamesh.catalog.standard;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.publicdatamesh.kit.event.EventJson;

/** An edition of a standard, in the database. */
@Entity
@Table(name = "standard_edition")
class StandardEdition {
    @Id
    UUID id;

    String code;
    int edition;
    String title;

    @Enumerated(EnumType.STRING)
    StandardLevel level;

    String rules;

    @Enumerated(EnumType.STRING)
    StandardState state;

    @Column(name = "drafted_by")
    String draftedBy;

    @Column(name = "changed_at")
    Instant changedAt;

    @Nullable
    @Column(name = "tried_at")
    Instant triedAt;

    @Nullable
    @Column(name = "tried_entries")
    Long triedEntries;

    @Nullable
    @Column(name = "breaking_entries")
    Long breakingEntries;

    @Nullable
    @Column(name = "issued_by")
    String issuedBy;

    @Nullable
    @Column(name = "issued_at")
    Instant issuedAt;

    @Nullable
    @Column(name = "in_force_from")
    Instant inForceFrom;

    @Nullable
    @Column(name = "withdrawn_at")
    Instant withdrawnAt;

    @Nullable
    @Column(name = "withdrawal_reasons")
    String withdrawalReasons;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected StandardEdition() {}

    /** A new draft. */
    static StandardEdition draft(UUID id, String code, int edition) {
        StandardEdition standard = new StandardEdition();
        standard.id = id;
        standard.code = code;
        standard.edition = edition;
        standard.state = StandardState.DRAFT;
        return standard;
    }

    /** States the draft; what was tried is another thing now. */
    void state(NewStandard stated, String by, Instant at) {
        title = stated.title();
        level = stated.level();
        rules = EventJson.write(stated.rules());
        draftedBy = by;
        changedAt = at;
        triedAt = null;
        triedEntries = null;
        breakingEntries = null;
    }

    Rules rules() {
        try {
            return EventJson.MAPPER.readValue(rules, Rules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the rules of standard " + id + " cannot be read", e);
        }
    }

    Checker checker() {
        return new Checker(code, edition, rules());
    }
}
