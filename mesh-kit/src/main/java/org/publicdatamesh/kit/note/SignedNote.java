package org.publicdatamesh.kit.note;

import java.io.Serial;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** A text with signature lines below it (C2SP {@code signed-note}). */
public final class SignedNote {
    private SignedNote() {}

    /** Why a note is refused. */
    public static final class Refused extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String reason;

        /** Refused for that reason. */
        public Refused(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** What is wrong. */
        public String reason() {
            return reason;
        }
    }

    private record Line(String name, int id, byte[] signature) {}

    /**
     * The note with a signature line of each signer.
     *
     * @param text lines, each ended by a line feed and none of them empty
     */
    public static String sign(String text, List<Signatures.Signer> signers) {
        if (!text.endsWith("\n") || text.startsWith("\n") || text.contains("\n\n")) {
            throw new IllegalArgumentException("a note's text is lines, none of them empty");
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        StringBuilder note = new StringBuilder(text).append('\n');
        for (Signatures.Signer signer : signers) {
            byte[] id = ByteBuffer.allocate(4).putInt(signer.verifier().id()).array();
            note.append("— ")
                    .append(signer.name())
                    .append(' ')
                    .append(Base64.getEncoder().encodeToString(Signatures.concat(id, signer.sign(bytes))))
                    .append('\n');
        }
        return note.toString();
    }

    /**
     * Opens a note and gives its text. Every key given must have signed it, once; lines of keys that were not given
     * (witnesses') are passed over.
     *
     * @throws Refused naming what is wrong
     */
    public static String open(String note, List<Signatures.VerifierKey> keys) throws Refused {
        String text = text(note);
        if (!note.endsWith("\n")) {
            throw new Refused("it is no signed note");
        }
        List<Line> lines = new ArrayList<>();
        for (String line : note.substring(text.length() + 1, note.length() - 1).split("\n", -1)) {
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
        return text;
    }

    /**
     * The text of a note, without looking at its signatures.
     *
     * @throws Refused where it is no note
     */
    public static String text(String note) throws Refused {
        int end = note.indexOf("\n\n");
        if (end < 0) {
            throw new Refused("it is no signed note");
        }
        return note.substring(0, end + 1);
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
