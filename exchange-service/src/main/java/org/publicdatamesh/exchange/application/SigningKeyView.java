package org.publicdatamesh.exchange.application;

import java.time.Instant;

/**
 * A unit's public key as it is told.
 *
 * @param unit the unit
 * @param publicKey SM2 public key in its X.509 form, DER in Base64
 * @param sm3 SM3 digest of the same bytes, 64 hexadecimal digits
 * @param registeredAt since when it is the unit's
 */
public record SigningKeyView(String unit, String publicKey, String sm3, Instant registeredAt) {
    static SigningKeyView of(SigningKey key) {
        return new SigningKeyView(key.unit, key.publicKey, key.sm3, key.registeredAt);
    }
}
