package org.publicdatamesh.kit.note;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.publicdatamesh.kit.crypto.Sm;

/**
 * The two kinds of signature lines of a C2SP {@code signed-note}.
 *
 * <ul>
 *   <li><b>Ed25519</b>, type byte {@code 0x01}: the public key is its 32 bytes, the signature its 64.
 *   <li><b>SM2</b>, which has no type byte of its own: {@code 0xff} followed by the identifying string
 *       {@value #SM2_TYPE}. The public key is the uncompressed point, 65 bytes; the signature is SM2 with SM3 over the
 *       note's text with the standard user id {@code 1234567812345678} (GM/T 0009), DER.
 * </ul>
 *
 * <p>In both, the key id is the first four bytes of SHA-256 over the name, a line feed, the type and the public key, and
 * a verifier key reads {@code <name>+<key id, hexadecimal>+<base64 of type and public key>}.
 */
public final class Signatures {
    /** Identifies SM2 lines after the byte {@code 0xff}. */
    public static final String SM2_TYPE = "org.publicdatamesh/sm2-sm3/v1";

    private static final byte[] ED25519_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    /** SubjectPublicKeyInfo of a key on sm2p256v1, before its point. */
    private static final byte[] SM2_PREFIX =
            HexFormat.of().parseHex("3059301306072a8648ce3d020106082a811ccf5501822d034200");

    private Signatures() {}

    /** The kinds. */
    public enum Kind {
        /** RFC 8032. */
        ED25519(new byte[] {1}, ED25519_PREFIX, 32),
        /** GM/T 0003. */
        SM2(concat(new byte[] {(byte) 0xff}, SM2_TYPE.getBytes(StandardCharsets.US_ASCII)), SM2_PREFIX, 65);

        private final byte[] type;
        private final byte[] spki;
        private final int keyBytes;

        Kind(byte[] type, byte[] spki, int keyBytes) {
            this.type = type;
            this.spki = spki;
            this.keyBytes = keyBytes;
        }

        private boolean begins(byte[] typed) {
            return typed.length == type.length + keyBytes && Arrays.equals(typed, 0, type.length, type, 0, type.length);
        }

        private byte[] typed(PublicKey key) {
            byte[] encoded = key.getEncoded();
            return concat(type, Arrays.copyOfRange(encoded, encoded.length - keyBytes, encoded.length));
        }

        private PublicKey key(byte[] typed) throws GeneralSecurityException {
            byte[] encoded = concat(spki, Arrays.copyOfRange(typed, type.length, typed.length));
            return switch (this) {
                case ED25519 -> KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
                case SM2 -> Sm.sm2PublicKey(encoded);
            };
        }
    }

    /**
     * A key that signs, under a name.
     *
     * @param name the name that the note is signed under: a log's origin, a register
     */
    public record Signer(String name, Kind kind, PrivateKey key, VerifierKey verifier) {
        /** A signer of a key pair. */
        public static Signer of(String name, Kind kind, KeyPair pair) {
            byte[] typed = kind.typed(pair.getPublic());
            return new Signer(
                    name, kind, pair.getPrivate(), new VerifierKey(name, kind, pair.getPublic(), keyId(name, typed)));
        }

        /** The signature over a note's text. */
        byte[] sign(byte[] text) {
            return switch (kind) {
                case SM2 -> Sm.sign(key, text);
                case ED25519 -> {
                    try {
                        Signature signature = Signature.getInstance("Ed25519");
                        signature.initSign(key);
                        signature.update(text);
                        yield signature.sign();
                    } catch (GeneralSecurityException e) {
                        throw new IllegalStateException(e);
                    }
                }
            };
        }
    }

    /**
     * A key that verifies, under a name.
     *
     * @param id the key id, as an int
     */
    public record VerifierKey(String name, Kind kind, PublicKey key, int id) {
        /**
         * Reads {@code <name>+<id>+<key>}.
         *
         * @throws IllegalArgumentException saying what is wrong
         */
        public static VerifierKey parse(String line) {
            int second = line.indexOf('+', line.indexOf('+') + 1);
            int first = line.indexOf('+');
            if (first < 1 || second < 0) {
                throw new IllegalArgumentException("not of the form <name>+<key id>+<key>");
            }
            String name = line.substring(0, first);
            byte[] typed;
            try {
                typed = Base64.getDecoder().decode(line.substring(second + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the key is not base64", e);
            }
            for (Kind kind : Kind.values()) {
                if (kind.begins(typed)) {
                    try {
                        VerifierKey key = new VerifierKey(name, kind, kind.key(typed), keyId(name, typed));
                        if (!key.line().equals(line)) {
                            throw new IllegalArgumentException("the key id does not fit the key");
                        }
                        return key;
                    } catch (GeneralSecurityException | RuntimeException e) {
                        if (e instanceof IllegalArgumentException known
                                && known.getMessage() != null
                                && known.getMessage().startsWith("the key id")) {
                            throw known;
                        }
                        throw new IllegalArgumentException("the key is no point of its curve", e);
                    }
                }
            }
            throw new IllegalArgumentException("a key of an unknown kind");
        }

        /** Reads a file of keys, one a line. */
        public static List<VerifierKey> parseAll(String file) {
            List<VerifierKey> keys = new ArrayList<>();
            if (!file.endsWith("\n")) {
                throw new IllegalArgumentException("the last line does not end");
            }
            for (String line : file.substring(0, file.length() - 1).split("\n", -1)) {
                keys.add(parse(line));
            }
            return keys;
        }

        /** The verifier key as text. */
        public String line() {
            return name + "+" + HexFormat.of().toHexDigits(id) + "+"
                    + Base64.getEncoder().encodeToString(kind.typed(key));
        }

        /** Whether the signature is this key's over the text. */
        boolean verifies(byte[] text, byte[] signed) {
            return switch (kind) {
                case SM2 -> Sm.verify(key, text, signed);
                case ED25519 -> {
                    try {
                        Signature signature = Signature.getInstance("Ed25519");
                        signature.initVerify(key);
                        signature.update(text);
                        yield signature.verify(signed);
                    } catch (GeneralSecurityException e) {
                        yield false;
                    }
                }
            };
        }
    }

    private static int keyId(String name, byte[] typed) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(name.getBytes(StandardCharsets.UTF_8));
            sha.update((byte) '\n');
            return ByteBuffer.wrap(sha.digest(typed)).getInt();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] concat(byte[] left, byte[] right) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(left);
        out.writeBytes(right);
        return out.toByteArray();
    }
}
