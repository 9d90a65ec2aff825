package org.publicdatamesh.exchange.application;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A unit's public key as it is told.
 *
 * @param unit the unit
 * @param publicKey SM2 public key in its X.509 form, DER in Base64
 * @param sm3 SM3 digest of the same bytes, 64 hexadecimal digits
 * @param registeredAt since when it is the unit's
 * @param endedAt until when it was; absent where the unit signs with it now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SigningKeyView(
        String unit,
        String publicKey,
        String sm3,
        Instant registeredAt,
        @Nullable Instant endedAt) {
    static SigningKeyView of(SigningKey key) {
        return new SigningKeyView(key.unit, key.publicKey, key.sm3, key.registeredAt, key.endedAt);
    }
}
