package org.publicdatamesh.security.unit;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.event.Text;
import org.publicdatamesh.kit.event.security.Level;
import org.publicdatamesh.kit.event.security.UnitKind;
import org.publicdatamesh.kit.event.security.UnitRegistered;

/** A unit in the database. */
@Entity
@Table(name = "unit")
public class Unit {
    @Id
    String id;

    @Column(name = "name_zh")
    String nameZh;

    @Nullable
    @Column(name = "name_bo")
    String nameBo;

    @Nullable
    @Column(name = "name_en")
    String nameEn;

    @Enumerated(EnumType.STRING)
    UnitKind kind;

    @Enumerated(EnumType.STRING)
    Level level;

    String division;

    @Nullable
    String parent;

    @Column(name = "credit_code")
    String creditCode;

    boolean authority;
    boolean active;
    String posts;

    @Version
    long version;

    @Column(name = "changed_at")
    Instant changedAt;

    protected Unit() {}

    Unit(UnitRecord record, Instant at) {
        this.id = record.id();
        this.active = true;
        set(record, at);
    }

    void set(UnitRecord record, Instant at) {
        nameZh = record.name().zh();
        nameBo = record.name().bo();
        nameEn = record.name().en();
        kind = record.kind();
        level = record.level();
        division = record.division();
        parent = record.parent();
        creditCode = record.creditCode();
        authority = record.isAuthority();
        posts = String.join(",", record.posts());
        changedAt = at;
    }

    UnitRecord record() {
        return new UnitRecord(
                id,
                new Text(nameZh, nameBo, nameEn),
                kind,
                level,
                division,
                parent,
                creditCode,
                authority,
                posts.isEmpty() ? List.of() : List.of(posts.split(",")));
    }

    UnitRegistered event() {
        UnitRecord record = record();
        return new UnitRegistered(
                id,
                record.name(),
                kind,
                level,
                division,
                parent,
                creditCode,
                authority,
                active,
                List.of("system-" + id));
    }
}
