package org.publicdatamesh.exchange.application;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A unit's public key in the database, the present one or one of before. */
@Entity
@Table(name = "signing_key")
class SigningKey {
    @Id
    UUID id;

    String unit;
    String sm3;

    @Column(name = "public_key")
    String publicKey;

    @Column(name = "registered_by")
    String registeredBy;

    @Column(name = "registered_at")
    Instant registeredAt;

    @Nullable
    @Column(name = "ended_at")
    Instant endedAt;

    @Version
    @Column(name = "lock_version")
    long lockVersion;

    protected SigningKey() {}
}
