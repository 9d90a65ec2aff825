package org.publicdatamesh.exchange.application;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.Sm;
import org.publicdatamesh.kit.event.Actor;
import org.publicdatamesh.kit.event.exchange.SignedCommitment;
import org.publicdatamesh.kit.event.exchange.SigningKeyRegistered;
import org.publicdatamesh.kit.identity.Caller;
import org.publicdatamesh.kit.identity.Roles;
import org.publicdatamesh.kit.outbox.Outbox;
import org.publicdatamesh.kit.problem.Refusal;
import org.publicdatamesh.kit.problem.RefusedException;
import org.publicdatamesh.kit.problem.Violation;
import org.publicdatamesh.kit.sql.SessionSql;

/**
 * With which keys units sign. The platform has the public parts only: a unit signs where it keeps the other, and shows here that
 * it has it.
 */
@ApplicationScoped
class SigningKeys {
    private static final Refusal KEY_KNOWN = Refusal.of(
            409,
            "key-registered-before",
            "The key was registered before; a unit that changes its key makes a new one.");

    private final Outbox outbox;
    private final InstantSource clock;
    private final Caller caller;

    SigningKeys(Outbox outbox, InstantSource clock, Caller caller) {
        this.outbox = outbox;
        this.clock = clock;
        this.caller = caller;
    }

    /** What is signed to show that a unit has the private part of a key. */
    static byte[] proven(String unit, String publicKey) {
        return ("signing-key " + unit + " " + publicKey).getBytes(StandardCharsets.UTF_8);
    }

    /** Registers the key with which a unit signs from now on; what was signed with the one before stays signed. */
    Uni<SigningKey> register(Mutiny.Session session, String unit, NewSigningKey asked) {
        Actor actor = caller.as(Roles.DATA_SUPERVISOR);
        caller.requireUnit(unit);
        String publicKey = asked.publicKey();
        PublicKey key = key(publicKey);
        if (key == null) {
            throw RefusedException.invalid(List.of(Violation.at(
                    "/publicKey", "not-an-sm2-key", "An SM2 public key in its X.509 form is expected, in Base64.")));
        }
        if (!Sm.verify(key, proven(unit, publicKey), decoded(asked.proof()))) {
            throw RefusedException.invalid(List.of(Violation.at(
                    "/proof",
                    "signature-not-good",
                    "The signature is not that of the key over what is to be signed.")));
        }
        Instant now = clock.instant();
        SigningKey fresh = new SigningKey();
        fresh.id = Outbox.newId();
        fresh.unit = unit;
        fresh.publicKey = publicKey;
        fresh.sm3 = Sm.sm3Hex(decoded(publicKey));
        fresh.registeredBy = actor.person();
        fresh.registeredAt = now;
        return SessionSql.lockName(session, "signing-key")
                .chain(() -> known(session, fresh.sm3))
                .invoke(known -> {
                    if (known != null) {
                        throw new RefusedException(KEY_KNOWN);
                    }
                })
                .chain(() -> current(session, unit))
                .invoke(old -> {
                    if (old != null) {
                        old.endedAt = now;
                    }
                })
                .chain(session::flush)
                .chain(() -> session.persist(fresh))
                .chain(session::flush)
                .chain(() -> outbox.publish(
                        session, unit, new SigningKeyRegistered(unit, fresh.publicKey, fresh.sm3, actor)))
                .replaceWith(fresh);
    }

    /** The key with which a unit signs now; null where it has none. */
    static Uni<@Nullable SigningKey> current(Mutiny.Session session, String unit) {
        return session.createQuery("from SigningKey where unit = :unit and endedAt is null", SigningKey.class)
                .setParameter("unit", unit)
                .getSingleResultOrNull();
    }

    /** A unit's key of that digest, the present one or one of before; null where it has none. */
    static Uni<@Nullable SigningKey> of(Mutiny.Session session, String unit, String sm3) {
        return known(session, sm3).map(key -> key == null || !key.unit.equals(unit) ? null : key);
    }

    private static Uni<@Nullable SigningKey> known(Mutiny.Session session, String sm3) {
        return session.createQuery("from SigningKey where sm3 = :sm3", SigningKey.class)
                .setParameter("sm3", sm3)
                .getSingleResultOrNull();
    }

    /**
     * A text as its unit signed it, with its present key.
     *
     * @throws RefusedException where the unit has no key, or the signature is not its key's
     */
    static SignedCommitment signed(String text, @Nullable SigningKey key, String signature) {
        if (key == null) {
            throw RefusedException.invalid(List.of(Violation.at(
                    "/signature", "no-signing-key", "The unit has registered no key with which it signs.")));
        }
        PublicKey known = key(key.publicKey);
        if (known == null) {
            throw new IllegalStateException("a registered key cannot be read");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (!Sm.verify(known, bytes, decoded(signature))) {
            throw RefusedException.invalid(List.of(Violation.at(
                    "/signature",
                    "signature-not-good",
                    "The signature is not that of the key over what is to be signed.")));
        }
        return new SignedCommitment(Sm.sm3Hex(bytes), key.sm3, signature);
    }

    private static @Nullable PublicKey key(String encoded) {
        try {
            return Sm.sm2PublicKey(decoded(encoded));
        } catch (GeneralSecurityException e) {
            return null;
        }
    }

    /** The bytes of a Base64 text; none where it is not one, which no key and no signature has. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
