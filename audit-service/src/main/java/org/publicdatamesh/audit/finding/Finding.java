package org.publicdatamesh.audit.finding;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.publicdatamesh.kit.event.audit.FindingRecorded;

/** A breach of a duty, with the event that shows it. */
@Entity
@Table(name = "finding")
@JsonAutoDetect(fieldVisibility = JsonAutoDetect.Visibility.ANY)
public class Finding {
    @Id
    UUID id;

    @Column(nullable = false)
    String unit;

    @Column(nullable = false)
    String rule;

    @Column(nullable = false)
    String about;

    @Column(name = "observed_at", nullable = false)
    Instant observedAt;

    @Column(nullable = false)
    String detail;

    @Column(name = "event_id", nullable = false)
    UUID eventId;

    protected Finding() {}

    Finding(FindingRecorded finding, UUID eventId) {
        this.id = finding.findingId();
        this.unit = finding.unit();
        this.rule = finding.rule();
        this.about = finding.about();
        this.observedAt = finding.observedAt();
        this.detail = finding.detail();
        this.eventId = eventId;
    }
}
