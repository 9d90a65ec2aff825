package org.publicdatamesh.catalog.element;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
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
import org.publicdatamesh.kit.event.catalog.StandardClause;

/** A data element, in the database. */
@Entity
@Table(name = "data_element")
class Element {
    @Id
    UUID id;

    String name;

    @Column(name = "name_key")
    String nameKey;

    String synonyms;
    String meaning;

    @Column(name = "value_form")
    String valueForm;

    String standard;
    String unit;

    @Nullable
    @Column(name = "source_entry")
    UUID sourceEntry;

    @Nullable
    @Column(name = "source_item")
    String sourceItem;

    @Enumerated(EnumType.STRING)
    ElementState state;

    @Column(name = "proposed_by")
    String proposedBy;

    @Column(name = "proposed_at")
    Instant proposedAt;

    @Nullable
    @Column(name = "agreed_by")
    String agreedBy;

    @Nullable
    @Column(name = "decided_by")
    String decidedBy;

    /** Why it was returned, handed over or ended last. */
    @Nullable
    String reasons;

    @Nullable
    @Column(name = "registered_at")
    Instant registeredAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Column(name = "changed_at")
    Instant changedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Element() {}

    static Element proposed(UUID id, String unit, Instant at) {
        Element element = new Element();
        element.id = id;
        element.unit = unit;
        element.state = ElementState.PROPOSED;
        element.proposedAt = at;
        return element;
    }

    void state(ElementContent content, String by, Instant at) {
        name = content.name().strip();
        nameKey = DatumName.of(name).key();
        synonyms = EventJson.write(content.otherNames());
        meaning = content.meaning().strip();
        valueForm = EventJson.write(content.valueForm());
        standard = EventJson.write(content.standard());
        holds(content.source());
        proposedBy = by;
        agreedBy = null;
        changedAt = at;
    }

    void holds(@Nullable SourcePlace source) {
        sourceEntry = source == null ? null : source.entryId();
        sourceItem = source == null ? null : source.item();
    }

    @Nullable
    SourcePlace source() {
        return sourceEntry == null || sourceItem == null ? null : new SourcePlace(sourceEntry, sourceItem);
    }

    List<String> synonyms() {
        return read(synonyms, new TypeReference<>() {});
    }

    ValueForm valueForm() {
        return read(valueForm, new TypeReference<>() {});
    }

    StandardClause standard() {
        return read(standard, new TypeReference<>() {});
    }

    Wording wording() {
        return Wording.of(name, synonyms(), meaning, standard());
    }

    private <T> T read(String json, TypeReference<T> type) {
        try {
            return EventJson.MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("element " + id + " cannot be read", e);
        }
    }
}
