package org.publicdatamesh.kit.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Key pairs in a PKCS#12 file (RFC 7292) that only its owner may read. Each stands with a self-signed certificate, as the
 * format wants one; nobody relies on the certificate.
 */
public final class FileKeyVault implements KeyVault {
    /** Certificates carry these dates whatever the clock says: they mean nothing. */
    private static final Date FROM = Date.from(Instant.parse("2025-01-01T00:00:00Z"));

    private static final Date UNTIL = Date.from(Instant.parse("9999-12-31T23:59:59Z"));

    private final Path file;
    private final char[] password;
    private final KeyStore store;
    private final Map<String, KeyPair> read = new HashMap<>();

    private FileKeyVault(Path file, char[] password, KeyStore store) {
        this.file = file;
        this.password = password;
        this.store = store;
    }

    /**
     * Opens the file, or begins one.
     *
     * @param file where it is or shall be
     * @param password 8 characters or more
     * @throws IllegalStateException in one sentence, where the file is no vault or the password is another
     */
    public static FileKeyVault open(Path file, String password) {
        if (password.length() < 8) {
            throw new IllegalStateException(
                    "The key vault's password (mesh.keys.password) needs 8 characters or more.");
        }
        try {
            KeyStore store = KeyStore.getInstance("PKCS12", Sm.PROVIDER);
            if (Files.exists(file)) {
                try (InputStream in = Files.newInputStream(file)) {
                    store.load(in, password.toCharArray());
                }
            } else {
                store.load(null, null);
            }
            return new FileKeyVault(file, password.toCharArray(), store);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The key vault " + file
                            + " cannot be opened: mesh.keys.password is another or the file is damaged.",
                    e);
        }
    }

    @Override
    public synchronized KeyPair sm2(String name) {
        return pair("sm2-" + name, Sm::newSm2, "SM3withSM2");
    }

    @Override
    public synchronized KeyPair ed25519(String name) {
        return pair("ed25519-" + name, FileKeyVault::newEd25519, "Ed25519");
    }

    private interface Maker {
        KeyPair make();
    }

    private KeyPair pair(String alias, Maker maker, String algorithm) {
        KeyPair known = read.get(alias);
        if (known != null) {
            return known;
        }
        try {
            if (!store.containsAlias(alias)) {
                KeyPair made = maker.make();
                store.setKeyEntry(
                        alias, made.getPrivate(), password, new Certificate[] {certificate(alias, made, algorithm)});
                write();
            }
            KeyPair pair = read(alias);
            read.put(alias, pair);
            return pair;
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("The key " + alias + " in " + file + " cannot be used.", e);
        } catch (IOException e) {
            throw new IllegalStateException("The key vault " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Ed25519 keys become those of the JDK, SM2 keys stay those of the provider. */
    private KeyPair read(String alias) throws GeneralSecurityException {
        if (!(store.getKey(alias, password) instanceof PrivateKey key)) {
            throw new GeneralSecurityException("no key " + alias);
        }
        KeyFactory factory = alias.startsWith("sm2-")
                ? KeyFactory.getInstance("EC", Sm.PROVIDER)
                : KeyFactory.getInstance("Ed25519");
        return new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(
                        store.getCertificate(alias).getPublicKey().getEncoded())),
                factory.generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded())));
    }

    private static KeyPair newEd25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(String alias, KeyPair pair, String algorithm)
            throws OperatorCreationException, GeneralSecurityException {
        X500Name name = new X500Name("CN=" + alias);
        return new JcaX509CertificateConverter()
                .setProvider(Sm.PROVIDER)
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name, new BigInteger(1, Sm.random(16)), FROM, UNTIL, name, pair.getPublic())
                        .build(new JcaContentSignerBuilder(algorithm)
                                .setProvider(Sm.PROVIDER)
                                .build(pair.getPrivate())));
    }

    private void write() throws IOException, GeneralSecurityException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        Path fresh = Files.createTempFile(
                folder,
                "keys",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (OutputStream out = Files.newOutputStream(fresh)) {
            store.store(out, password);
        }
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel channel = FileChannel.open(folder)) {
            channel.force(true);
        }
    }
}
