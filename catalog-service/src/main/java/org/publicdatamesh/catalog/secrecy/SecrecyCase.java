package org.publicdatamesh.catalog.secrecy;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;

/** A case of a suspected secret in the database, without the text. {@link Cases} writes new ones past Hibernate. */
@Entity
@Table(name = "secrecy_case")
class SecrecyCase {
    @Id
    UUID id;

    String place;
    String digest;

    /** What in the text was suspected, as JSON. */
    String hits;

    String unit;

    @Enumerated(EnumType.STRING)
    CaseState state;

    @Column(name = "rules_edition")
    int rulesEdition;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Nullable
    @Column(name = "decided_by")
    String decidedBy;

    @Nullable
    @Column(name = "decided_unit")
    String decidedUnit;

    @Nullable
    @Column(name = "decided_at")
    Instant decidedAt;

    @Nullable
    String reasons;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected SecrecyCase() {}

    /** What in the text was suspected. */
    List<Hit> hits() {
        try {
            return List.of(EventJson.MAPPER.readValue(hits, Hit[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the hits of case " + id + " cannot be read", e);
        }
    }

    /** The rules that it is suspected by, each once. */
    List<String> rules() {
        return hits().stream().map(Hit::rule).distinct().toList();
    }
}
