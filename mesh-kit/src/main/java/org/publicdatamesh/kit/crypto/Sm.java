package org.publicdatamesh.kit.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/** SM2, SM3 and SM4 through JCA (GM/T 0003, GM/T 0004, GM/T 0002). */
public final class Sm {
    /** The provider, used by name of object and not registered, so that nothing else changes. */
    static final Provider PROVIDER = new BouncyCastleProvider();

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Sm() {}

    /** A new SM3 digest, 32 bytes. */
    public static MessageDigest sm3() {
        try {
            return MessageDigest.getInstance("SM3", PROVIDER);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** SM3 of the bytes, in hexadecimal. */
    public static String sm3Hex(byte[] bytes) {
        return HexFormat.of().formatHex(sm3().digest(bytes));
    }

    /** HMAC with SM3 (GB/T 15852.2, RFC 2104), 32 bytes. */
    public static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance("HmacSM3", PROVIDER);
            mac.init(new SecretKeySpec(key, "HmacSM3"));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A new SM2 key pair on {@code sm2p256v1}. */
    public static KeyPair newSm2() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", PROVIDER);
            generator.initialize(new ECGenParameterSpec("sm2p256v1"), RANDOM);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with SM2 over SM3, DER. */
    public static byte[] sign(PrivateKey key, byte[] message) {
        try {
            Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
            signature.initSign(key, RANDOM);
            signature.update(message);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the SM2 signature is good; a malformed one is not. */
    public static boolean verify(PublicKey key, byte[] message, byte[] signed) {
        try {
            Signature signature = Signature.getInstance("SM3withSM2", PROVIDER);
            signature.initVerify(key);
            signature.update(message);
            return signature.verify(signed);
        } catch (GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** A new SM4 key, 128 bits. */
    public static byte[] newSm4() {
        byte[] key = new byte[16];
        RANDOM.nextBytes(key);
        return key;
    }

    /** Random bytes. */
    public static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Encrypts with SM4-GCM: nonce, ciphertext, tag. */
    public static byte[] encrypt(byte[] key, byte[] plain) {
        try {
            byte[] nonce = random(NONCE_BYTES);
            Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, sm4(key), new GCMParameterSpec(TAG_BITS, nonce));
            byte[] secret = cipher.doFinal(plain);
            byte[] all = new byte[nonce.length + secret.length];
            System.arraycopy(nonce, 0, all, 0, nonce.length);
            System.arraycopy(secret, 0, all, nonce.length, secret.length);
            return all;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Decrypts what {@link #encrypt} made.
     *
     * @throws GeneralSecurityException where the key is another or the bytes were changed
     */
    public static byte[] decrypt(byte[] key, byte[] all) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM4/GCM/NoPadding", PROVIDER);
        cipher.init(Cipher.DECRYPT_MODE, sm4(key), new GCMParameterSpec(TAG_BITS, all, 0, NONCE_BYTES));
        return cipher.doFinal(all, NONCE_BYTES, all.length - NONCE_BYTES);
    }

    /** Wraps a small secret, such as an SM4 key, for the holder of the SM2 private key. */
    public static byte[] wrap(PublicKey key, byte[] secret) {
        try {
            Cipher cipher = Cipher.getInstance("SM2", PROVIDER);
            cipher.init(Cipher.ENCRYPT_MODE, key, RANDOM);
            return cipher.doFinal(secret);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Unwraps what {@link #wrap} made.
     *
     * @throws GeneralSecurityException where the key is another or the bytes were changed
     */
    public static byte[] unwrap(PrivateKey key, byte[] wrapped) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("SM2", PROVIDER);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher.doFinal(wrapped);
    }

    /**
     * Reads an SM2 public key in its X.509 form.
     *
     * @throws GeneralSecurityException where the bytes are none, or one of another curve or of a curve that they do not name: with
     *     another base point anyone could make a key that fits a signature
     */
    public static PublicKey sm2PublicKey(byte[] encoded) throws GeneralSecurityException {
        PublicKey key = KeyFactory.getInstance("EC", PROVIDER).generatePublic(new X509EncodedKeySpec(encoded));
        if (!GMObjectIdentifiers.sm2p256v1.equals(
                SubjectPublicKeyInfo.getInstance(encoded).getAlgorithm().getParameters())) {
            throw new InvalidKeyException("not a key on sm2p256v1");
        }
        return key;
    }

    private static SecretKey sm4(byte[] key) {
        return new SecretKeySpec(key, "SM4");
    }
}
