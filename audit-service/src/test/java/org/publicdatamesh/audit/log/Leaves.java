package org.publicdatamesh.audit.log;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.publicdatamesh.kit.crypto.FileKeyVault;
import org.publicdatamesh.kit.note.Signatures.Kind;
import org.publicdatamesh.kit.note.Signatures.Signer;

/** Leaves and keys for tests of the log. */
final class Leaves {
    static final String ORIGIN = "mesh.test/audit";

    private Leaves() {}

    static byte[] leaf(long index) {
        return ("{\"n\":" + index + "}").getBytes(StandardCharsets.UTF_8);
    }

    static List<byte[]> of(long from, long to) {
        List<byte[]> leaves = new ArrayList<>();
        for (long i = from; i < to; i++) {
            leaves.add(leaf(i));
        }
        return leaves;
    }

    static List<Signer> signers(Path folder) {
        FileKeyVault vault = FileKeyVault.open(folder.resolve("keys.p12"), "password-of-a-test");
        return List.of(
                Signer.of(ORIGIN, Kind.ED25519, vault.ed25519("log")), Signer.of(ORIGIN, Kind.SM2, vault.sm2("log")));
    }

    /** The definition of RFC 6962 section 2.1, word for word. */
    static Hash reference(List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 0) {
            return Hash.EMPTY;
        }
        if (n == 1) {
            return Hash.ofLeaf(leaves.getFirst());
        }
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return Hash.ofNode(reference(leaves.subList(0, k)), reference(leaves.subList(k, n)));
    }
}
