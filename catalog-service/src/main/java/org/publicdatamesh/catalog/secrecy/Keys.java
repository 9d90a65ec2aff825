package org.publicdatamesh.catalog.secrecy;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.crypto.Sm;

/**
 * Digests of suspected texts (HMAC-SM3) and the sealing of own words (SM4-GCM). Both keys are derived from a private key of the
 * service's vault, under labels of their own; replicas need the same vault.
 */
@ApplicationScoped
class Keys {
    private final byte[] digests;
    private final byte[] words;

    Keys(KeyVault vault) {
        byte[] root = vault.ed25519("secrecy").getPrivate().getEncoded();
        digests = Sm.hmac(root, "secrecy digests".getBytes(StandardCharsets.UTF_8));
        words = Arrays.copyOf(Sm.hmac(root, "secrecy words".getBytes(StandardCharsets.UTF_8)), 16);
    }

    /** Reads the keys' file before anyone waits for it on an event loop. */
    void start(@Observes StartupEvent event) {
        Log.debugf("Digests of suspected texts have %d bytes.", digests.length);
    }

    /** The digest by which a normalised text is known again, 64 hexadecimal digits. */
    String digest(String normalised) {
        return HexFormat.of().formatHex(Sm.hmac(digests, normalised.getBytes(StandardCharsets.UTF_8)));
    }

    /** A word as it is stored. */
    String seal(String word) {
        return HexFormat.of().formatHex(Sm.encrypt(words, word.getBytes(StandardCharsets.UTF_8)));
    }

    /** A stored word. */
    String open(String sealed) {
        try {
            return new String(Sm.decrypt(words, HexFormat.of().parseHex(sealed)), StandardCharsets.UTF_8);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "own words of the security post were sealed with the key of another vault", e);
        }
    }
}
