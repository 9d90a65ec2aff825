package org.publicdatamesh.exchange.application;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * The key with which a unit signs from now on.
 *
 * @param publicKey SM2 public key (GB/T 32918) in its X.509 form, DER in Base64
 * @param proof SM2 signature with the key's private part over the UTF-8 bytes of {@code signing-key <unit> <publicKey>}, DER in
 *     Base64
 */
public record NewSigningKey(
        @NotBlank @Size(max = 500) String publicKey,
        @NotBlank @Size(max = 200) String proof) {}
