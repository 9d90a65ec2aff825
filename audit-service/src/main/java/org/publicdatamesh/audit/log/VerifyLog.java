package org.publicdatamesh.audit.log;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.publicdatamesh.kit.note.Signatures;

/**
 * The command that checks a log offline: {@code VerifyLog DIR [KEYS]}. It needs this module's classes, the kit's and
 * Bouncy Castle's provider on the class path, and nothing that runs.
 *
 * <p>Ends with 0 where the log is whole, 1 where it is not, 2 where it could not be checked.
 */
public final class VerifyLog {
    private final PrintStream out;

    private VerifyLog(PrintStream out) {
        this.out = out;
    }

    /** Checks the log in the folder given. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new VerifyLog(out).run(arguments));
    }

    /** Runs the command; for tests. */
    static int run(PrintStream out, String... arguments) {
        return new VerifyLog(out).run(arguments);
    }

    private int run(String[] arguments) {
        if (arguments.length < 1 || arguments.length > 2) {
            return cannot(
                    "Usage: VerifyLog DIR [KEYS]: the log's folder, and a file of verifier keys (DIR/keys if absent)");
        }
        Path folder = Path.of(arguments[0]);
        if (!Files.isDirectory(folder)) {
            return cannot("There is no folder " + folder + ".");
        }
        if (!Files.exists(folder.resolve("checkpoint")) && !Files.exists(folder.resolve("tile"))) {
            return cannot(folder + " holds no log: neither a checkpoint nor tiles.");
        }
        boolean own = arguments.length == 1;
        Path keyFile = own ? folder.resolve("keys") : Path.of(arguments[1]);
        try {
            return check(folder, keyFile, own);
        } catch (IOException e) {
            return cannot("The log cannot be read: " + e.getMessage());
        }
    }

    private int check(Path folder, Path keyFile, boolean own) throws IOException {
        List<Signatures.VerifierKey> keys;
        try {
            keys = Signatures.VerifierKey.parseAll(new String(Files.readAllBytes(keyFile), StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return cannot("There are no verifier keys in " + keyFile + ".");
        } catch (IllegalArgumentException e) {
            out.println("FAULT  " + keyFile.getFileName() + ": " + e.getMessage());
            return 1;
        }
        LogVerifier.Report report = LogVerifier.verify(folder, keys);
        Checkpoint checkpoint = report.checkpoint();
        if (checkpoint != null) {
            out.println("Log " + checkpoint.origin() + ": " + checkpoint.size() + " entries, root "
                    + checkpoint.root().base64());
            for (Signatures.VerifierKey key : keys) {
                out.println(
                        "Signed by " + key.name() + " with " + (key.kind() == Signatures.Kind.SM2 ? "SM2" : "Ed25519")
                                + (own ? " (key from the log's own folder)" : ""));
            }
        }
        if (report.faults().isEmpty()) {
            out.println("The log is whole: signatures, root, every entry and every tile.");
            return 0;
        }
        report.faults().forEach(fault -> out.println("FAULT  " + fault));
        out.println("The log is NOT whole: " + report.faults().size()
                + (report.faults().size() == 1 ? " fault." : " faults."));
        return 1;
    }

    private int cannot(String why) {
        out.println(why);
        return 2;
    }
}
