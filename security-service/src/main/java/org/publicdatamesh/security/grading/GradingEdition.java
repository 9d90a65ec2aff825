package org.publicdatamesh.security.grading;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.EventJson;
import org.publicdatamesh.kit.grading.GradingRules;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;

/** An edition of the grading rules, in the database. */
@Entity
@Table(name = "grading_edition")
class GradingEdition {
    @Id
    UUID id;

    int edition;
    String title;
    String rules;

    @Enumerated(EnumType.STRING)
    GradingState state;

    /** All who drafted or changed it. */
    String[] authors = {};

    @Column(name = "changed_at")
    Instant changedAt;

    @Nullable
    @Column(name = "tried_at")
    Instant triedAt;

    @Nullable
    @Column(name = "tried_entries")
    Integer triedEntries;

    @Nullable
    @Column(name = "below_entries")
    Integer belowEntries;

    @Nullable
    @Column(name = "issued_by")
    String issuedBy;

    @Nullable
    @Column(name = "issued_at")
    Instant issuedAt;

    @Nullable
    @Column(name = "in_force_from")
    Instant inForceFrom;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected GradingEdition() {}

    /** A new draft. */
    static GradingEdition draft(UUID id, int edition, NewGrading stated, String by, Instant at) {
        GradingEdition draft = new GradingEdition();
        draft.id = id;
        draft.edition = edition;
        draft.state = GradingState.DRAFT;
        draft.state(stated, by, at);
        return draft;
    }

    /** Changes the draft; what was tried is another thing now. */
    void edit(NewGrading stated, String by, Instant at) {
        move(GradingState.Command.EDIT);
        state(stated, by, at);
    }

    private void state(NewGrading stated, String by, Instant at) {
        title = stated.title();
        rules = EventJson.write(stated.rules());
        if (!isOf(by)) {
            String[] more = Arrays.copyOf(authors, authors.length + 1);
            more[authors.length] = by;
            authors = more;
        }
        changedAt = at;
        triedAt = null;
        triedEntries = null;
        belowEntries = null;
    }

    /** Whether a person drafted or changed it. */
    boolean isOf(String person) {
        return Arrays.asList(authors).contains(person);
    }

    void tried(int entries, int below, Instant at) {
        move(GradingState.Command.TRY);
        triedAt = at;
        triedEntries = entries;
        belowEntries = below;
    }

    void issue(String by, Instant from, Instant at) {
        move(GradingState.Command.ISSUE);
        issuedBy = by;
        issuedAt = at;
        inForceFrom = from;
    }

    private void move(GradingState.Command command) {
        state = state.after(command)
                .orElseThrow(() -> new RefusedException(
                        command == GradingState.Command.ISSUE && state == GradingState.DRAFT
                                ? Refusal.of(
                                        409,
                                        "not-tried",
                                        "The rules as they are have not been tried on any entry; try them first.")
                                : Refusal.of(
                                        409,
                                        "not-in-this-state",
                                        "The edition is " + EventJson.kebab(state) + ".",
                                        EventJson.kebab(state))));
    }

    GradingRules rules() {
        return rules(edition, rules);
    }

    /** The rules of an edition out of their text. */
    static GradingRules rules(int edition, String rules) {
        try {
            return EventJson.MAPPER.readValue(rules, GradingRules.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the rules of grading edition " + edition + " cannot be read", e);
        }
    }
}
