package org.publicdatamesh.catalog.watch;

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
import org.publicdatamesh.kit.event.catalog.Followed;
import org.publicdatamesh.kit.event.catalog.NoticeMode;

/** A watch in the database. It is the unit's, not a person's: whoever holds one of its posts is told. */
@Entity
@Table(name = "watch")
class Watch {
    @Id
    UUID id;

    String unit;

    @Enumerated(EnumType.STRING)
    Followed follows;

    /** An entry's id, a unit, digits of a classification, or a search as JSON. */
    String target;

    /** Tells targets apart, however long they are. */
    @Column(name = "target_digest")
    String targetDigest;

    @Enumerated(EnumType.STRING)
    NoticeMode notices;

    @Column(name = "begun_by")
    String begunBy;

    @Column(name = "begun_at")
    Instant begunAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected Watch() {}

    /** A watch from now on. */
    static Watch begun(UUID id, String unit, Target target, NoticeMode notices, String person, Instant at) {
        Watch watch = new Watch();
        watch.id = id;
        watch.unit = unit;
        watch.follows = target.follows();
        watch.target = target.text();
        watch.targetDigest = target.digest();
        watch.notices = notices;
        watch.begunBy = person;
        watch.begunAt = at;
        return watch;
    }
}
