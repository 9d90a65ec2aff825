package org.publicdatamesh.audit.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A signed statement of the log's size and root (C2SP {@code tlog-checkpoint}).
 *
 * @param origin the log's name
 * @param size how many leaves
 * @param root the root over them
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,17}");

    /** Why a note is refused. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final String reason;

        Refused(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** What is wrong. */
        public String reason() {
            return reason;
        }
    }

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /** The note with a signature line of each signer. */
    public String sign(List<Signatures.Signer> signers) {
        byte[] text = text().getBytes(StandardCharsets.UTF_8);
        StringBuilder note = new StringBuilder(text()).append('\n');
        for (Signatures.Signer signer : signers) {
            byte[] id = ByteBuffer.allocate(4).putInt(signer.verifier().id()).array();
            note.append("— ")
                    .append(signer.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(Signatures.concat(id, signer.sign(text))))
                    .append('\n');
        }
        return note.toString();
    }

    private record Line(String name, int id, byte[] signature) {}

    /**
     * Opens a note. Every key given must have signed it, once; lines of keys that were not given (witnesses') are passed
     * over.
     *
     * @throws Refused naming what is wrong
     */
    public static Checkpoint open(String note, List<Signatures.VerifierKey> keys) throws Refused {
        int end = note.indexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new Refused("it is no signed note");
        }
        String text = note.substring(0, end + 1);
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(end + 2, note.length() - 1).split("\n", -1)) {
            lines.add(line(line));
        }
        for (Signatures.VerifierKey key : keys) {
            List<Line> own = lines.stream()
                    .filter(line -> line.name.equals(key.name()) && line.id == key.id())
                    .toList();
            if (own.isEmpty()) {
                throw new Refused("no " + key.kind() + " signature line of " + key.name());
            }
            if (own.size() > 1 || !key.verifies(text.getBytes(StandardCharsets.UTF_8), own.getFirst().signature)) {
                throw new Refused("the " + key.kind() + " signature does not hold");
            }
        }
        return parse(text);
    }

    /**
     * Reads a note of one's own without looking at its signatures.
     *
     * @throws Refused where it is no checkpoint
     */
    public static Checkpoint ofNote(String note) throws Refused {
        int end = note.indexOf("\n\n");
        if (end < 0) {
            throw new Refused("it is no signed note");
        }
        return parse(note.substring(0, end + 1));
    }

    /**
     * Reads the text of a note without looking at signatures.
     *
     * @throws Refused where it is no checkpoint
     */
    static Checkpoint parse(String text) throws Refused {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || lines[0].isEmpty() || !SIZE.matcher(lines[1]).matches() || !lines[3].isEmpty()) {
            throw new Refused("its text is not origin, size, root");
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.parse(lines[2]));
        } catch (IllegalArgumentException e) {
            throw new Refused("its root is no hash");
        }
    }

    private static Line line(String line) throws Refused {
        String[] parts = line.split(" ", -1);
        if (parts.length != 3 || !parts[0].equals("—") || parts[1].isEmpty()) {
            throw new Refused("a signature line is malformed");
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(parts[2]);
            if (bytes.length < 5 || !Base64.getEncoder().encodeToString(bytes).equals(parts[2])) {
                throw new Refused("a signature is malformed");
            }
            return new Line(parts[1], ByteBuffer.wrap(bytes).getInt(), Arrays.copyOfRange(bytes, 4, bytes.length));
        } catch (IllegalArgumentException e) {
            throw new Refused("a signature is not base64");
        }
    }
}
