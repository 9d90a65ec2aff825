package org.publicdatamesh.audit.log;

import java.util.List;
import java.util.regex.Pattern;
import org.publicdatamesh.kit.note.Signatures;
import org.publicdatamesh.kit.note.SignedNote;

/**
 * A signed statement of the log's size and root (C2SP {@code tlog-checkpoint}).
 *
 * @param origin the log's name
 * @param size how many leaves
 * @param root the root over them
 */
public record Checkpoint(String origin, long size, Hash root) {
    private static final Pattern SIZE = Pattern.compile("0|[1-9]\\d{0,17}");

    /** The text that is signed. */
    public String text() {
        return origin + "\n" + size + "\n" + root.base64() + "\n";
    }

    /** The note with a signature line of each signer. */
    public String sign(List<Signatures.Signer> signers) {
        return SignedNote.sign(text(), signers);
    }

    /**
     * Opens a note; see {@link SignedNote#open}.
     *
     * @throws SignedNote.Refused naming what is wrong
     */
    public static Checkpoint open(String note, List<Signatures.VerifierKey> keys) throws SignedNote.Refused {
        return parse(SignedNote.open(note, keys));
    }

    /**
     * Reads a note of one's own without looking at its signatures.
     *
     * @throws SignedNote.Refused where it is no checkpoint
     */
    public static Checkpoint ofNote(String note) throws SignedNote.Refused {
        return parse(SignedNote.text(note));
    }

    /**
     * Reads the text of a note without looking at signatures.
     *
     * @throws SignedNote.Refused where it is no checkpoint
     */
    static Checkpoint parse(String text) throws SignedNote.Refused {
        String[] lines = text.split("\n", -1);
        if (lines.length != 4 || lines[0].isEmpty() || !SIZE.matcher(lines[1]).matches() || !lines[3].isEmpty()) {
            throw new SignedNote.Refused("its text is not origin, size, root");
        }
        try {
            return new Checkpoint(lines[0], Long.parseLong(lines[1]), Hash.parse(lines[2]));
        } catch (IllegalArgumentException e) {
            throw new SignedNote.Refused("its root is no hash");
        }
    }
}
