package org.publicdatamesh.catalog.rights;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.kit.note.SignedNote;

/**
 * The command that checks a certificate offline: {@code VerifyCertificate FILE KEYS}. It needs this module's classes, the
 * kit's and Bouncy Castle's provider on the class path, and nothing that runs. Whether the right still stands, only the
 * register knows.
 *
 * <p>Ends with 0 where the certificate is genuine, 1 where it is not, 2 where it could not be checked.
 */
public final class VerifyCertificate {
    private VerifyCertificate() {}

    /** Checks the certificate in the file given. */
    public static void main(String[] arguments) {
        System.exit(run(new PrintStream(System.out, true, StandardCharsets.UTF_8), arguments));
    }

    /** Runs the command; the exit code. */
    static int run(PrintStream out, String... arguments) {
        if (arguments.length != 2) {
            out.println(
                    "Usage: VerifyCertificate FILE KEYS: the certificate, and a file of the register's verifier keys");
            return 2;
        }
        try {
            return check(out, read(arguments[0]), read(arguments[1]));
        } catch (IOException e) {
            out.println("Cannot read " + e.getMessage() + ".");
            return 2;
        }
    }

    private static String read(String file) throws IOException {
        return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8);
    }

    private static int check(PrintStream out, String certificate, String keyFile) {
        List<Signatures.VerifierKey> keys;
        try {
            keys = Signatures.VerifierKey.parseAll(keyFile);
        } catch (IllegalArgumentException e) {
            out.println("The verifier keys cannot be used: " + e.getMessage() + ".");
            return 2;
        }
        try {
            out.print(SignedNote.open(certificate, keys));
            for (Signatures.VerifierKey key : keys) {
                out.println("Signed by " + key.name() + " with "
                        + (key.kind() == Signatures.Kind.SM2 ? "SM2" : "Ed25519") + ".");
            }
            out.println("The certificate is genuine. Whether the right still stands, the register tells.");
            return 0;
        } catch (SignedNote.Refused e) {
            out.println("The certificate is NOT genuine: " + e.reason() + ".");
            return 1;
        }
    }
}
