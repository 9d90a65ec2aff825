package org.publicdatamesh.exchange.channel;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.crypto.Sm;

/** Webhooks' secrets as the database has them: encrypted for the SM2 key in the service's vault. Both ways may block. */
@ApplicationScoped
class Secrets {
    private static final String KEY = "webhooks";

    private final KeyVault vault;

    Secrets(KeyVault vault) {
        this.vault = vault;
    }

    byte[] seal(byte[] secret) {
        return Sm.wrap(vault.sm2(KEY).getPublic(), secret);
    }

    byte[] open(byte[] sealed) {
        try {
            return Sm.unwrap(vault.sm2(KEY).getPrivate(), sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a webhook's secret was sealed for another key than the vault has", e);
        }
    }
}
