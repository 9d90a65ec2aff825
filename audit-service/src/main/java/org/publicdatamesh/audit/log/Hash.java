package org.publicdatamesh.audit.log;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A SHA-256 hash of the tree, made as RFC 6962 section 2.1 says. */
public final class Hash {
    /** Bytes of a hash. */
    public static final int BYTES = 32;

    /** The root of the tree without leaves. */
    public static final Hash EMPTY = new Hash(sha256().digest());

    private final byte[] bytes;

    private Hash(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The hash with these 32 bytes. */
    public static Hash of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a hash has 32 bytes, not " + bytes.length);
        }
        return new Hash(bytes.clone());
    }

    /** The hash that stands at this place of a tile. */
    static Hash in(byte[] tile, int index) {
        return new Hash(Arrays.copyOfRange(tile, index * BYTES, (index + 1) * BYTES));
    }

    /** The hash of a leaf. */
    public static Hash ofLeaf(byte[] leaf) {
        MessageDigest sha = sha256();
        sha.update((byte) 0);
        return new Hash(sha.digest(leaf));
    }

    /** The hash of a node over its children. */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest sha = sha256();
        sha.update((byte) 1);
        sha.update(left.bytes);
        return new Hash(sha.digest(right.bytes));
    }

    /** Reads standard base64 in its one canonical form; anything else is refused. */
    public static Hash parse(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64)) {
            throw new IllegalArgumentException("base64 that is not canonical");
        }
        return of(bytes);
    }

    /** Its 32 bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** Standard base64. */
    public String base64() {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hash hash && Arrays.equals(bytes, hash.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
