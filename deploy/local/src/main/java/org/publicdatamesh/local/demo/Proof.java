package org.publicdatamesh.local.demo;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** Checks an inclusion proof with nothing but SHA-256 (RFC 9162 section 2.1.3.2), as any reader of the log may. */
final class Proof {
    private Proof() {}

    /**
     * Size and root that a signed checkpoint states (C2SP {@code tlog-checkpoint}: origin, size, root).
     *
     * @param size leaves
     * @param root root over them
     */
    record Checkpoint(long size, byte[] root) {
        static Checkpoint read(String note) {
            String[] lines = note.split("\n", -1);
            DoesNotHold.unless(lines.length > 4 && lines[3].isEmpty(), "the checkpoint is no signed note");
            return new Checkpoint(Long.parseLong(lines[1]), Base64.getDecoder().decode(lines[2]));
        }
    }

    /** Whether the proof leads from the leaf to the root. */
    static boolean includes(String leaf, long index, List<String> proof, Checkpoint checkpoint) {
        if (index < 0 || index >= checkpoint.size()) {
            return false;
        }
        long node = index;
        long last = checkpoint.size() - 1;
        byte[] hash = hash((byte) 0, leaf.getBytes(StandardCharsets.UTF_8), new byte[0]);
        for (String step : proof) {
            if (last == 0) {
                return false;
            }
            byte[] sibling = Base64.getDecoder().decode(step);
            if ((node & 1) == 1 || node == last) {
                hash = hash((byte) 1, sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>>= 1;
                    last >>>= 1;
                }
            } else {
                hash = hash((byte) 1, hash, sibling);
            }
            node >>>= 1;
            last >>>= 1;
        }
        return last == 0 && Arrays.equals(hash, checkpoint.root());
    }

    private static byte[] hash(byte prefix, byte[] left, byte[] right) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(prefix);
            sha.update(left);
            return sha.digest(right);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
