package org.publicdatamesh.audit.log;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Leaves in one file: each with its length before it, two bytes, the higher first. */
public final class Bundle {
    /** The greatest length of a leaf, in bytes. */
    public static final int MAX_LEAF = 0xffff;

    private Bundle() {}

    /** The file of these leaves. */
    public static byte[] write(List<byte[]> leaves) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] leaf : leaves) {
            if (leaf.length > MAX_LEAF) {
                throw new IllegalArgumentException("a leaf of " + leaf.length + " bytes");
            }
            out.write(leaf.length >>> 8);
            out.write(leaf.length);
            out.writeBytes(leaf);
        }
        return out.toByteArray();
    }

    /**
     * What a file holds.
     *
     * @param leaves its whole leaves
     * @param rest bytes after the last whole leaf
     */
    public record Content(List<byte[]> leaves, int rest) {}

    /** Reads as many leaves as are whole. */
    public static Content read(byte[] file) {
        List<byte[]> leaves = new ArrayList<>();
        int at = 0;
        while (at + 2 <= file.length) {
            int length = (file[at] & 0xff) << 8 | file[at + 1] & 0xff;
            if (at + 2 + length > file.length) {
                break;
            }
            leaves.add(Arrays.copyOfRange(file, at + 2, at + 2 + length));
            at += 2 + length;
        }
        return new Content(leaves, file.length - at);
    }

    /** The file of the first leaves of a file that holds at least as many. */
    public static byte[] first(byte[] file, int count) {
        int at = 0;
        for (int i = 0; i < count; i++) {
            at += 2 + ((file[at] & 0xff) << 8 | file[at + 1] & 0xff);
        }
        return Arrays.copyOf(file, at);
    }
}
