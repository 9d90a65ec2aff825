package org.publicdatamesh.catalog.rights;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.publicdatamesh.kit.crypto.KeyVault;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.kit.note.SignedNote;

/** Signs certificates in the register's name, with SM2 and with Ed25519 beside it, and knows its own again. */
@ApplicationScoped
class Register {
    private static final String KEY = "rights";

    private final String name;
    private final List<Signatures.Signer> signers;

    Register(KeyVault vault, RightsConfig config) {
        name = config.register();
        signers = List.of(
                Signatures.Signer.of(name, Signatures.Kind.SM2, vault.sm2(KEY)),
                Signatures.Signer.of(name, Signatures.Kind.ED25519, vault.ed25519(KEY)));
    }

    /** Reads the keys' file before anyone waits for it on an event loop. */
    void start(@Observes StartupEvent event) {
        Log.infof("Certificates of rights are signed as %s.", name);
    }

    String name() {
        return name;
    }

    /** The certificate: the text with its signatures. */
    String sign(String text) {
        return SignedNote.sign(text, signers);
    }

    /** The verifier keys, one a line. */
    String keys() {
        StringBuilder lines = new StringBuilder();
        signers.forEach(signer -> lines.append(signer.verifier().line()).append('\n'));
        return lines.toString();
    }

    /** What is wrong with a certificate's signatures; null where they hold. */
    @Nullable
    String fault(String certificate) {
        try {
            SignedNote.open(
                    certificate,
                    signers.stream().map(Signatures.Signer::verifier).toList());
            return null;
        } catch (SignedNote.Refused e) {
            return e.reason();
        }
    }
}
